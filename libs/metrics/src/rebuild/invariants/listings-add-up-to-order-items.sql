-- What the rows of a day's listings tell together is what the items of its counted orders tell, read from the facts again; of a day of which
-- only some listings are derived, what theirs tell.
with
told as (
  select connection_id, date as day, sum(units) as units, sum(gmv) as gmv, sum(cancelled_units) as cancelled_units,
    sum(cancelled_amount) as cancelled_amount
  from rebuild_listing_days
  where orders > 0 or units <> 0 or gmv <> 0
  group by connection_id, date
),
stated as (
  select o.connection_id, o.day, sum(l.quantity) as units, sum(round(l.unit_price * l.quantity, 2)) as gmv,
    coalesce(sum(l.quantity) filter (where o.is_cancelled), 0) as cancelled_units,
    coalesce(sum(round(l.unit_price * l.quantity, 2)) filter (where o.is_cancelled), 0) as cancelled_amount
  from rebuild_orders o
  join order_lines l on l.tenant_id = $1 and l.order_id = o.order_id
  where $2::date is not null
    and (o.is_whole or (l.listing_id, o.day) in (select listing_id, day from rebuild_cells))
  group by o.connection_id, o.day
)
select 'all' as listing_id, day::text as date,
  concat_ws(' ', t.units, t.gmv, t.cancelled_units, t.cancelled_amount) as told,
  concat_ws(' ', s.units, s.gmv, s.cancelled_units, s.cancelled_amount) as expected
from told t
full join stated s using (connection_id, day)
where (t.units, t.gmv, t.cancelled_units, t.cancelled_amount)
  is distinct from (s.units, s.gmv, s.cancelled_units, s.cancelled_amount)
