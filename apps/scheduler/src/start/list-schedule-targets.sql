-- $1 jobs with a schedule, $2 no slot from before is made up, $3 days of a sync that does the work of a night,
-- $4 ms without a sign of life after which a run counts as dead,
-- $5 now, $6 tenants at most, $7 a look that is put off beyond it was put off by a wrong clock
-- One row per tenant whose schedule is to be looked at and job with a schedule, who waits longest first: since when it is connected, the newest
-- connection whose orders were never read, and what became of the job's slots. Each part is one look into an index, so that the rows read
-- follow from the tenants that are due, however many there are.
with looks as materialized (
  (select tenant_id, look_at, changes from schedule_looks where look_at <= $5 order by look_at limit $6)
  union all
  (select tenant_id, look_at, changes from schedule_looks where look_at > $7 order by look_at limit $6)
)
select
  t.tenant_id,
  t.time_zone,
  l.changes,
  t.paused_at is not null as is_paused,
  c.first_connected_at,
  c.connected_at,
  c.unread_since,
  job.job_type,
  pause.paused_at is not null as is_job_paused,
  settled.slot as settled_through,
  coalesce(had.slots, '{}') as had_slots,
  nightly.slot as nightly_through
from looks l
-- The limit says that each is looked up: for a few hundred of ten thousand the planner would rather read all of them.
cross join lateral (select * from tenants where tenant_id = l.tenant_id limit 1) t
cross join lateral (
  select
    min(c.created_at) as first_connected_at,
    min(c.created_at) filter (where c.status <> 'disconnected') as connected_at,
    max(c.created_at) filter (where c.status = 'active' and o.last_success_at is null) as unread_since
  from connections c
  left join source_coverage o
    on o.tenant_id = c.tenant_id and o.connection_id = c.connection_id and o.source = 'orders'
  where c.tenant_id = t.tenant_id
) c
cross join unnest($1::text[]) with ordinality as job (job_type, place)
left join schedule_pauses pause on pause.tenant_id = t.tenant_id and pause.job_type = job.job_type
-- The newest slot that the schedule had itself; its run says which older ones it made up for.
left join lateral (
  select j.slot from job_logs j
  where j.tenant_id = t.tenant_id and j.job_type = job.job_type and j.slot > $2 and j.metadata ? 'coveredSlots'
  order by j.slot desc limit 1
) settled on true
-- Later slots that somebody else asked for: they run once too.
left join lateral (
  select array_agg(distinct j.slot) as slots from job_logs j
  where j.tenant_id = t.tenant_id and j.job_type = job.job_type and j.slot > greatest($2::timestamptz, settled.slot)
) had on true
-- The newest sync of a wide window and all visits that ended well, or that a living process is at.
left join lateral (
  select j.slot from job_logs j
  where job.job_type = 'sync-mercadolivre' and j.tenant_id = t.tenant_id and j.job_type = job.job_type and j.slot > $2
    and (j.metadata #>> '{params,daysBack}')::int >= $3 and not j.metadata -> 'params' ? 'visits'
    and (
      j.status in ('SUCCESS', 'PARTIAL')
      or j.status in ('QUEUED', 'RUNNING')
        and j.heartbeat_at > clock_timestamp() - make_interval(secs => $4::double precision / 1000)
    )
  order by j.slot desc limit 1
) nightly on true
order by l.look_at, t.tenant_id, job.place
