-- $1 instant after which failures count; $2 jobs that are left out; $3 codes of what is no failure of a run
-- Per tenant and job the failures since its last good end. Failures that an open incident speaks of count, however old they are.
with failures as (
  select j.tenant_id, j.id, j.job_type, j.attempt, j.status, j.error_code, j.created_at, j.completed_at
  from job_logs j
  where j.status in ('FAILED', 'ABANDONED') and j.created_at > $1
  union
  select j.tenant_id, j.id, j.job_type, j.attempt, j.status, j.error_code, j.created_at, j.completed_at
  from incidents i
  join job_logs j on j.tenant_id = i.tenant_id and j.job_type = i.subject
  where i.kind = 'run_failed' and i.ended_at is null and j.status in ('FAILED', 'ABANDONED') and j.created_at <= $1
)
select
  f.tenant_id,
  f.job_type,
  count(*)::int as failures,
  max(f.attempt) as attempt,
  min(f.completed_at) as first_failed_at,
  max(f.completed_at) as last_failed_at,
  (array_agg(f.error_code order by f.created_at desc, f.attempt desc))[1] as error_code
from failures f
where f.job_type <> all ($2::text[])
  -- The end of a process that was told to stop is no failure; the death of one is.
  and (f.status = 'ABANDONED' or f.error_code <> all ($3::text[]))
  and not exists (
    select from job_logs good
    where good.tenant_id = f.tenant_id and good.job_type = f.job_type
      and good.status in ('SUCCESS', 'PARTIAL') and good.created_at > f.created_at
  )
group by f.tenant_id, f.job_type
