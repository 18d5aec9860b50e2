-- Up to which sale instant the orders of a connection were read again at each age. Refunds come late and need not show as a change,
-- so every order is read again when it reaches each of a few ages.
create table order_sweeps (
  tenant_id      uuid not null,
  connection_id  uuid not null,
  age_hours      int not null check (age_hours > 0),
  swept_through  timestamptz not null,
  primary key (tenant_id, connection_id, age_hours),
  foreign key (tenant_id, connection_id) references connections on delete cascade
)
