-- $1 tenant, $2 job, $3 first instant, $4 the instant after the last one
-- What became of the slots of one job, and of its runs without one: a row per slot that had a run, per slot that a run made up for, and per
-- run without a slot, by when it was accepted.
with
-- Of each slot its newest attempt; a later run may make up for slots of the stretch.
newest as materialized (
  select distinct on (slot) slot, status, metadata -> 'coveredSlots' as covered_slots
  from job_logs
  where tenant_id = $1 and job_type = $2 and slot >= $3
  order by slot, attempt desc
)
select n.slot as at, 'slot' as kind, n.status
from newest n
where n.slot < $4
union all
select made_up.at, 'made_up', n.status
from newest n
cross join lateral (
  select covered::timestamptz as at from jsonb_array_elements_text(coalesce(n.covered_slots, '[]')) as covered
) made_up
where made_up.at >= $3 and made_up.at < $4
union all
-- An attempt that another one goes on with is told by that one.
select created_at, 'without_slot', status
from job_logs
where tenant_id = $1 and job_type = $2 and slot is null and created_at >= $3 and created_at < $4 and not metadata ? 'continuedBy'
order by at
