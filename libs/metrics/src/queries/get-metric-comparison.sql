-- $1 tenant, $2 first day, $3 last day, $4 first day before, $5 last day before, $6 connection or null for all, $7 zone,
-- $8 whether $3 is the running day, $9 first instant of $5
-- Both windows side by side, one row each. The running day is compared with its counterpart up to the same local time, and only
-- where that can be counted from orders alone; what is split, or read once a day, is compared over closed days.
with
-- Every connection that is connected, or has a row, owes each day. Its orders are known up to an instant of its own.
owing as (
  select
    c.connection_id,
    $5::date + (s.covered_through at time zone $7)::time as cut_at
  from connections c
  left join source_coverage s
    on s.tenant_id = c.tenant_id and s.connection_id = c.connection_id and s.source = 'orders'
  where c.tenant_id = $1 and ($6::uuid is null or c.connection_id = $6::uuid)
    and (c.status <> 'disconnected' or exists (
      select from account_metrics_daily a
      where a.tenant_id = c.tenant_id and a.connection_id = c.connection_id and a.date between $4 and $3
    ))
),
cells as (
  select
    date >= $2::date as is_current,
    $8::boolean and date in ($3::date, $5::date) as is_running,
    a.*
  from account_metrics_daily a
  where a.tenant_id = $1 and a.date between $4 and $3 and ($6::uuid is null or a.connection_id = $6::uuid)
),
-- The counterpart of the running day: the counted orders of that day until then, by the predicate of every number.
cut as (
  select
    count(distinct v.order_id) as orders,
    sum(l.quantity) as units,
    sum(round(l.unit_price * l.quantity * 100)) as gmv_cents,
    count(distinct v.order_id) filter (where v.is_cancelled) as cancelled_orders
  from owing o
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
