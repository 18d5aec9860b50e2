-- $1 tenant, $2 runs from before, $3 how many at most
-- Only runs that have ended: one that still waits or works is younger, or somebody's to declare dead.
with gone as (
  delete from job_logs
  where tenant_id = $1 and id in (
    select id from job_logs
    where tenant_id = $1 and created_at < $2 and status not in ('QUEUED', 'RUNNING')
    order by created_at
    limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
