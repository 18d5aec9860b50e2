-- $1 tenant, $2 connection or null for all, $3 days, $4 their first instants, $5 the first instants after them
-- How much of each day's orders is known. A day of which its whole stretch was not read is never complete: nobody knows what is missing.
with
asked as (
  select c.connection_id, d.day, tstzrange(d.starts_at, d.ends_at) as stretch, d.starts_at, d.ends_at
  from connections c
  cross join unnest($3::date[], $4::timestamptz[], $5::timestamptz[]) as d (day, starts_at, ends_at)
  where c.tenant_id = $1 and ($2::uuid is null or c.connection_id = $2)
),
-- Orders that are whole, and those of which a part was never told (HTTP 206).
known as (
  select
    a.connection_id,
    a.day,
    count(*) filter (where o.missing = '{}') as whole,
    count(*) filter (where o.missing <> '{}') as half
  from asked a
  join orders o on o.tenant_id = $1 and o.connection_id = a.connection_id
    and o.date_closed >= a.starts_at and o.date_closed < a.ends_at
  group by a.connection_id, a.day
)
select
  a.connection_id,
  'orders' as source,
  a.day::text as day,
  case
    when s.covered @> a.stretch and coalesce(k.half, 0) = 0 then 'complete'
    when s.covered && a.stretch or k.half > 0 then 'partly'
    when f.failed_at is not null then 'failed'
    else 'not_yet'
  end as state,
  coalesce(k.whole, 0)::int as complete,
  coalesce(k.half, 0)::int as partly,
  0 as failed,
  0 as not_yet
from asked a
left join known k using (connection_id, day)
left join source_coverage s on s.tenant_id = $1 and s.connection_id = a.connection_id and s.source = 'orders'
left join source_failures f on f.tenant_id = $1 and f.connection_id = a.connection_id and f.source = 'orders' and f.days @> a.day
order by a.connection_id, a.day
