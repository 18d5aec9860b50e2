-- $1 tenant, $2 first day, $3 last day
-- One row per day over all accounts of the company, written by hand: a day is known when every account that owes it has its row.
with days as (
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
  where tenant_id = $1 and date between $2 and $3
  group by date
),
owing as (
  select count(*) as accounts
  from connections c
  where c.tenant_id = $1 and (c.status <> 'disconnected' or exists (
    select from account_metrics_daily a
    where a.tenant_id = $1 and a.connection_id = c.connection_id and a.date between $2 and $3
  ))
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
cross join owing o
left join days a on a.date = d.day::date
order by d.day
