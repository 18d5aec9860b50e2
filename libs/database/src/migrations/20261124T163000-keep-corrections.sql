-- The book of corrections: every change of a row whose day had ceased to be provisional, in the transaction that changed it.
-- listing_id: null = the account's row. old, new: the columns that differ, by name; old null = there was no row, new null = there is none
-- any more, and then the other holds the whole row. stood_since: when the old row had been written.
create table metrics_corrections (
  correction_id  bigint generated always as identity primary key,
  tenant_id      uuid not null references tenants on delete cascade,
  date           date not null,
  connection_id  uuid not null,
  listing_id     text,
  corrected_at   timestamptz not null,
  job_log_id     uuid,
  stood_since    timestamptz,
  old            jsonb,
  new            jsonb
);
-- Serves a report as it stood, and the list of a window's corrections.
create index metrics_corrections_by_date on metrics_corrections (tenant_id, date, listing_id);
-- Serves forgetting the oldest.
create index metrics_corrections_by_instant on metrics_corrections (tenant_id, corrected_at)
