-- $1 tenant, $2 first day, $3 last day, $4 connection or null for all
-- One row per day of the window. A day is known when each connection that owes it has its row; a sum over several
-- accounts of which one is missing would look like a bad day.
with cells as (
  select * from account_metrics_daily
  where tenant_id = $1 and date between $2 and $3 and ($4::uuid is null or connection_id = $4::uuid)
),
owing as (
  select c.connection_id
  from connections c
  where c.tenant_id = $1 and ($4::uuid is null or c.connection_id = $4::uuid)
    and (c.status <> 'disconnected' or exists (select from cells where cells.connection_id = c.connection_id))
),
days as (
  select
    d.day::date as date,
    count(o.connection_id) > 0 and count(o.connection_id) = count(a.date) as known,
    sum(a.orders)::int as orders,
    sum(a.units)::int as units,
    (sum(a.gmv) * 100)::bigint as gmv_cents,
    case when count(*) = count(a.net_revenue) then (sum(a.net_revenue) * 100)::bigint end as net_revenue_cents,
    case when count(*) = count(a.visits) then sum(a.visits)::int end as visits,
    coalesce(bool_or(a.provisional), false) as provisional
  from generate_series($2::date, $3::date, interval '1 day') as d (day)
  left join owing o on true
  left join cells a on a.date = d.day::date and a.connection_id = o.connection_id
  group by d.day
)
select
  date::text as date,
  known,
  case when known then orders end as orders,
  case when known then units end as units,
  case when known then gmv_cents end as gmv_cents,
  net_revenue_cents,
  visits,
  provisional
from days
order by date
