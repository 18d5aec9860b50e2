-- $1 tenant, $2 connection or null for all, $3 days
-- The account's own total of a day is known or not; there are no parts of it.
select
  c.connection_id,
  'account_visits' as source,
  d.day::text as day,
  x.state,
  (x.state = 'complete')::int as complete,
  0 as partly,
  (x.state = 'failed')::int as failed,
  (x.state = 'not_yet')::int as not_yet
from connections c
cross join unnest($3::date[]) as d (day)
left join account_visits v on v.tenant_id = $1 and v.connection_id = c.connection_id and v.day = d.day
left join source_failures f
  on f.tenant_id = $1 and f.connection_id = c.connection_id and f.source = 'account_visits' and f.days @> d.day
cross join lateral (
  select case when v.visits is not null then 'complete' when f.days is not null then 'failed' else 'not_yet' end as state
) as x
where c.tenant_id = $1 and ($2::uuid is null or c.connection_id = $2)
order by c.connection_id, d.day
