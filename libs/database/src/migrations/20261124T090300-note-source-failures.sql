-- One row per connection and source whose last read failed, with the days that it owed; the next complete read removes it. `days` without
-- a bound = of whatever day. `message` is our own sentence and holds nothing of an answer.
create table source_failures (
  tenant_id      uuid not null,
  connection_id  uuid not null,
  source         text not null check (source in ('listings', 'orders', 'freight', 'visits', 'account_visits')),
  days           daterange not null,
  error_code     text not null,
  message        text not null,
  failed_at      timestamptz not null,
  primary key (tenant_id, connection_id, source),
  foreign key (tenant_id, connection_id) references connections on delete cascade
)
