-- One row per attempt, opened before the work (contract 4). The keys decide who runs.
create table job_logs (
  id                 uuid not null,
  tenant_id          uuid not null references tenants on delete cascade,
  job_type           text not null,
  status             text not null
    check (status in ('QUEUED', 'RUNNING', 'SUCCESS', 'PARTIAL', 'SKIPPED', 'FAILED', 'ABANDONED')),
  trigger            text not null check (trigger in ('api', 'manual', 'schedule', 'catch-up', 'cli', 'webhook')),
  slot               timestamptz,
  attempt            int not null default 1 check (attempt >= 1),
  started_at         timestamptz,
  completed_at       timestamptz,
  duration_ms        int,
  records_processed  int not null default 0,
  error_code         text,
  error_message      text,
  metadata           jsonb not null default '{}',
  heartbeat_at       timestamptz,
  created_at         timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, job_type, slot, attempt)
);

-- At most one running attempt per tenant and job; the rest waits its turn.
create unique index job_logs_one_running on job_logs (tenant_id, job_type) where status = 'RUNNING';
-- Serves reading one run by its id alone.
create index job_logs_by_id on job_logs (id);
-- Serves the newest-first listing of one tenant's runs, and the newest run per job.
create index job_logs_newest_first on job_logs (tenant_id, created_at desc, id desc);
create index job_logs_newest_first_overall on job_logs (created_at desc, id desc);
