-- Since when notices of this connection come; null = none has come yet. What changed before could not be announced.
alter table connections add column notices_since timestamptz;
update connections c set notices_since = n.since
from (select tenant_id, connection_id, min(received_at) as since from notices group by tenant_id, connection_id) n
where (c.tenant_id, c.connection_id) = (n.tenant_id, n.connection_id);

-- One row per version of an order that was stored, until it is old enough to say whether a notice announced it.
create table order_changes (
  tenant_id      uuid not null,
  connection_id  uuid not null,
  order_id       bigint not null,
  changed_at     timestamptz not null,
  primary key (tenant_id, connection_id, order_id, changed_at),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);

-- One row per connection and day on which orders changed: versions stored, and those of them that a notice had announced.
create table notice_days (
  tenant_id      uuid not null,
  connection_id  uuid not null,
  day            date not null,
  changes        int not null check (changes >= 0),
  announced      int not null check (announced between 0 and changes),
  primary key (tenant_id, connection_id, day),
  foreign key (tenant_id, connection_id) references connections on delete cascade
)
