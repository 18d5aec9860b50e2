-- Days whose metrics may no longer follow from the facts: noted in the transaction that changes the facts, removed by whoever
-- has rebuilt them. Notes are only added and removed, never changed, so that one made during a rebuild outlives it.
create table stale_days (
  tenant_id  uuid not null references tenants on delete cascade,
  note_id    bigint generated always as identity,
  first_day  date not null,
  last_day   date not null check (first_day <= last_day),
  primary key (tenant_id, note_id)
);
