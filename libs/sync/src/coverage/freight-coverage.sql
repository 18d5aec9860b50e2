-- $1 tenant, $2 connection or null for all, $3 days, $4 their first instants, $5 the first instants after them
-- Of each day's orders that owe a shipment cost: those of which it is known, those of which it was refused, and those never asked for.
with
asked as (
  select c.connection_id, d.day, tstzrange(d.starts_at, d.ends_at) as stretch, d.starts_at, d.ends_at
  from connections c
  cross join unnest($3::date[], $4::timestamptz[], $5::timestamptz[]) as d (day, starts_at, ends_at)
  where c.tenant_id = $1 and ($2::uuid is null or c.connection_id = $2)
),
failures as (
  select connection_id, days from source_failures where tenant_id = $1 and source = 'freight'
),
-- The same orders as sync-freight.ts asks for; one whose shipment was never told (HTTP 206) may owe a cost as well.
owing as (
  select
    a.connection_id,
    a.day,
    case
      when s.seller_cost is not null then 'complete'
      when s.refusal is not null or f.days is not null then 'failed'
      else 'not_yet'
    end as state
  from asked a
  join order_verdicts v on v.tenant_id = $1 and v.connection_id = a.connection_id
    and v.date_closed >= a.starts_at and v.date_closed < a.ends_at
  left join shipments s on s.tenant_id = $1 and s.shipment_id = v.shipment_id
  left join failures f on f.connection_id = a.connection_id and f.days @> a.day
  where v.left_out_reason is null
    and not v.is_cancelled
    and not 'no_shipping' = any (v.tags)
    and (v.shipment_id is not null or 'shipping' = any (v.missing))
),
counted as (
  select
    connection_id,
    day,
    count(*) filter (where state = 'complete') as complete,
    count(*) filter (where state = 'failed') as failed,
    count(*) filter (where state = 'not_yet') as not_yet
  from owing
  group by connection_id, day
),
judged as (
  select
    a.connection_id,
    a.day,
    coalesce(k.complete, 0) as complete,
    coalesce(k.failed, 0) as failed,
    coalesce(k.not_yet, 0) as not_yet,
    coalesce(s.covered @> a.stretch, false) as is_read,
    coalesce(s.covered && a.stretch, false) as is_touched,
    f.days is not null as source_failed
  from asked a
  left join counted k using (connection_id, day)
  left join source_coverage s on s.tenant_id = $1 and s.connection_id = a.connection_id and s.source = 'orders'
  left join failures f on f.connection_id = a.connection_id and f.days @> a.day
)
-- Nothing owed of what was read of a day is known freight, but only a day whose orders were all read can be complete.
select
  connection_id,
  'freight' as source,
  day::text as day,
  case
    when is_read and failed + not_yet = 0 then 'complete'
    when complete > 0 or (is_touched and failed + not_yet = 0) then 'partly'
    when not_yet = 0 and (failed > 0 or source_failed) then 'failed'
    else 'not_yet'
  end as state,
  complete::int as complete,
  0 as partly,
  failed::int as failed,
  not_yet::int as not_yet
from judged
order by connection_id, day
