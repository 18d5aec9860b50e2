-- $1 jobs, $2 the statuses of an ended run, $3 now
-- What there is to know about the runs of everybody, in as many rows as there are jobs and outcomes. Each look goes through an index from
-- its newest end (job_logs_ended), or through the few rows of living runs.
select 'ended' as figure, j.job_type, j.status, coalesce(j.error_code, '') as error_code, count(*)::int as runs, null::timestamptz as at
from unnest($1::text[]) as jobs (job_type)
cross join unnest($2::text[]) as ends (status)
join job_logs j on j.job_type = jobs.job_type and j.status = ends.status and j.completed_at > $3::timestamptz - interval '1 hour'
group by j.job_type, j.status, j.error_code

union all
-- Accepted and waiting, and at work.
select 'living', job_type, status, '', count(*)::int, null
from job_logs
where status in ('QUEUED', 'RUNNING')
group by job_type, status

union all
-- Good is what brought something: all that was owed, or all but what it names.
select 'last good', jobs.job_type, '', '', 0, newest.at
from unnest($1::text[]) as jobs (job_type)
cross join lateral (
  select max(one.completed_at) as at
  from (values ('SUCCESS'), ('PARTIAL')) as good (status)
  cross join lateral (
    select j.completed_at from job_logs j
    where j.job_type = jobs.job_type and j.status = good.status and j.completed_at is not null
    order by j.completed_at desc limit 1
  ) as one
) as newest
where newest.at is not null
