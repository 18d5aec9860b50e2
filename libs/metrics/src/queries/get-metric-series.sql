-- $1 tenant, $2 first day, $3 last day, $4 connection or null for all
-- One row per day of the window. A day without any account row is not known; a sum over several
-- accounts is known only where each of them is.
select
  d.day::date::text as date,
  count(a.date) > 0 as known,
  sum(a.orders)::int as orders,
  sum(a.units)::int as units,
  (sum(a.gmv) * 100)::bigint as gmv_cents,
  case when count(*) = count(a.net_revenue) then (sum(a.net_revenue) * 100)::bigint end as net_revenue_cents,
  case when count(*) = count(a.visits) then sum(a.visits)::int end as visits,
  coalesce(bool_or(a.provisional), false) as provisional
from generate_series($2::date, $3::date, interval '1 day') as d (day)
left join account_metrics_daily a
  on a.tenant_id = $1 and a.date = d.day::date and ($4::uuid is null or a.connection_id = $4::uuid)
group by d.day
order by d.day
