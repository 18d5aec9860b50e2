-- $1 tenant, $2 first day, $3 last day, $4 connection or null for all
-- One row per day of the window. A day is known when each connection that owes it has its row; a sum over several
-- accounts of which one is missing would look like a bad day. get-metric-series.ts puts `owing` before it, the connections that owe each day.
,
cells as (
  select
    date,
    count(*) as accounts,
    sum(orders)::int as orders,
    sum(units)::int as units,
    (sum(gmv) * 100)::bigint as gmv_cents,
    (sum(net_revenue) * 100)::bigint as net_revenue_cents,
    count(net_revenue) as net_revenue_known,
    sum(visits)::int as visits,
    count(visits) as visits_known,
    bool_or(provisional) as provisional
  from account_metrics_daily
  where tenant_id = $1 and date between $2 and $3 and ($4::uuid is null or connection_id = $4::uuid)
  group by date
),
owed as (
  select count(*) as accounts from owing
)
select
  d.day::date::text as date,
  coalesce(a.accounts = o.accounts, false) as known,
  case when a.accounts = o.accounts then a.orders end as orders,
  case when a.accounts = o.accounts then a.units end as units,
  case when a.accounts = o.accounts then a.gmv_cents end as gmv_cents,
  case when a.net_revenue_known = o.accounts then a.net_revenue_cents end as net_revenue_cents,
  case when a.visits_known = o.accounts then a.visits end as visits,
  coalesce(a.provisional, false) as provisional
from generate_series($2::date, $3::date, interval '1 day') as d (day)
cross join owed o
left join cells a on a.date = d.day::date
order by d.day
