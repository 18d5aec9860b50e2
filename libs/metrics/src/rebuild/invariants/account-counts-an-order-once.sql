-- An account's orders are the counted orders of the day, however many listings each has; read from the facts again. Of a day of which only
-- some listings are derived they were counted by themselves (stage-named-orders.sql), or moved from a row that held by as much as its
-- listings did: then the orders are looked at when the day is next derived whole.
with stated as (
  select o.connection_id, o.day, count(*) as orders, count(*) filter (where o.is_cancelled) as cancelled_orders
  from rebuild_orders o
  join order_lines l on l.tenant_id = $1 and l.order_id = o.order_id and l.line_no = 1
  where $2::date is not null and o.is_whole
  group by o.connection_id, o.day
  union all
  select connection_id, day, orders, cancelled_orders from rebuild_order_counts
)
select 'account' as listing_id, t.date::text as date, concat_ws(' ', t.orders, t.cancelled_orders) as told,
  concat_ws(' ', coalesce(s.orders, 0), coalesce(s.cancelled_orders, 0)) as expected
from rebuild_account_days t
left join stated s on s.connection_id = t.connection_id and s.day = t.date
where t.purchases > t.orders
  or (
    (t.orders <> coalesce(s.orders, 0) or t.cancelled_orders <> coalesce(s.cancelled_orders, 0))
    and (s.day is not null or (t.connection_id, t.date) not in (select connection_id, day from rebuild_days where not is_whole))
  )
