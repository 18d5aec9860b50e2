-- An account's orders are the counted orders of the day, however many listings each has; read from the facts again. Of a day of which only
-- some listings are derived they were counted by themselves (stage-named-orders.sql), or move from the row that stands by as much as those of
-- its listings do.
with
moves as (
  select n.connection_id, c.date, n.orders, n.cancelled_orders
  from rebuild_changes c
  join rebuild_listing_days n on n.listing_id = c.listing_id and n.date = c.date
  where c.kind <> 'gone' and c.date in (select day from rebuild_days where not is_whole)
  union all
  select (c.old).connection_id, c.date, -(c.old).orders, -(c.old).cancelled_orders
  from rebuild_changes c
  where c.kind <> 'new' and c.date in (select day from rebuild_days where not is_whole)
),
stated as (
  select o.connection_id, o.day, count(*) as orders, count(*) filter (where o.is_cancelled) as cancelled_orders
  from rebuild_orders o
  join order_lines l on l.tenant_id = $1 and l.order_id = o.order_id and l.line_no = 1
  where $2::date is not null and o.is_whole
  group by o.connection_id, o.day
  union all
  select connection_id, day, orders, cancelled_orders from rebuild_order_counts
  union all
  select a.connection_id, a.date, a.orders + coalesce(sum(m.orders), 0), a.cancelled_orders + coalesce(sum(m.cancelled_orders), 0)
  from rebuild_days d
  join account_metrics_daily a on a.tenant_id = $1 and a.connection_id = d.connection_id and a.date = d.day
  left join moves m on m.connection_id = d.connection_id and m.date = d.day
  where not d.is_whole and (d.connection_id, d.day) not in (select connection_id, day from rebuild_order_counts)
  group by a.connection_id, a.date, a.orders, a.cancelled_orders
)
select 'account' as listing_id, t.date::text as date, concat_ws(' ', t.orders, t.cancelled_orders) as told,
  concat_ws(' ', coalesce(s.orders, 0), coalesce(s.cancelled_orders, 0)) as expected
from rebuild_account_days t
left join stated s on s.connection_id = t.connection_id and s.day = t.date
where t.orders <> coalesce(s.orders, 0)
  or t.cancelled_orders <> coalesce(s.cancelled_orders, 0)
  or t.purchases > t.orders
