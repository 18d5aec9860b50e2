-- $1 tenant, $2 first day before, $3 last day, $4 connection or null for all, $5 first day, $6 last day before, $7 zone,
-- $8 whether $3 is the running day, $9 first instant of $6
-- Both windows side by side, one row each. The running day is compared with its counterpart up to the same local time, and only
-- where that can be counted from orders alone; what is split, or read once a day, is compared over closed days. get-metric-comparison.ts puts
-- `owing` before it, the connections that owe each day of both windows.
,
-- The orders of each connection are known up to an instant of its own.
cuts as (
  select
    o.connection_id,
    $6::date + (s.covered_through at time zone $7)::time as cut_at
  from owing o
  left join source_coverage s on s.tenant_id = $1 and s.connection_id = o.connection_id and s.source = 'orders'
),
cells as (
  select
    date >= $5::date as is_current,
    $8::boolean and date in ($3::date, $6::date) as is_running,
    a.*
  from account_metrics_daily a
  where a.tenant_id = $1 and a.date between $2 and $3 and ($4::uuid is null or a.connection_id = $4::uuid)
),
-- The counterpart of the running day: the counted orders of that day until then, by the predicate of every number.
cut as (
  select
    count(distinct v.order_id) as orders,
    sum(l.quantity) as units,
    sum(round(l.unit_price * l.quantity * 100)) as gmv_cents,
    count(distinct v.order_id) filter (where v.is_cancelled) as cancelled_orders
  from cuts o
  join order_verdicts v
    on v.tenant_id = $1
    and v.connection_id = o.connection_id
    and v.date_closed >= $9::timestamptz
    and v.date_closed < o.cut_at at time zone $7
  join order_lines l on l.tenant_id = v.tenant_id and l.order_id = v.order_id
  where $8::boolean and v.left_out_reason is null
),
sides as (
  select
    is_current,
    count(*) as days_known,
    coalesce(sum(orders) filter (where counts_whole), 0) as orders,
    coalesce(sum(units) filter (where counts_whole), 0) as units,
    coalesce(sum(gmv) filter (where counts_whole), 0) * 100 as gmv_cents,
    coalesce(sum(cancelled_orders) filter (where counts_whole), 0) as cancelled_orders,
    sum(net_revenue) filter (where not is_running) * 100 as net_revenue_cents,
    count(net_revenue) filter (where not is_running) as net_revenue_known,
    sum(visits) filter (where not is_running) as visits,
    count(visits) filter (where not is_running) as visits_known,
    sum(orders) filter (where not is_running and visits is not null) as orders_with_visits
  from (select *, is_current or not is_running as counts_whole from cells) as c
  group by is_current
)
select
  side.is_current,
  (select count(*) from owing)::int as connections,
  coalesce(s.days_known, 0)::int as days_known,
  (coalesce(s.orders, 0) + coalesce(t.orders, 0))::int as orders,
  (coalesce(s.units, 0) + coalesce(t.units, 0))::int as units,
  (coalesce(s.gmv_cents, 0) + coalesce(t.gmv_cents, 0))::bigint as gmv_cents,
  (coalesce(s.cancelled_orders, 0) + coalesce(t.cancelled_orders, 0))::int as cancelled_orders,
  s.net_revenue_cents::bigint as net_revenue_cents,
  coalesce(s.net_revenue_known, 0)::int as net_revenue_known,
  s.visits::bigint as visits,
  coalesce(s.visits_known, 0)::int as visits_known,
  coalesce(s.orders_with_visits, 0)::int as orders_with_visits
from (values (true), (false)) as side (is_current)
left join sides s using (is_current)
left join cut t on not side.is_current
