-- $1 tenant
-- How many orders count on the days of which only some listings are derived, and the orders of these listings.
with
-- An order without any line counts for nothing. Lines and purchases are looked up one by one: those of one day were stored together, but to
-- the planner they seem to lie all over the disk, and it would rather read those of every seller.
with_lines as materialized (
  select o.order_id, l.is_named
  from rebuild_counted_orders o
  cross join lateral (
    select bool_or((l.listing_id, o.day) in (select listing_id, day from rebuild_cells)) as is_named
    from order_lines l
    where l.tenant_id = $1 and l.order_id = o.order_id
    having count(*) > 0
    offset 0
  ) as l
),
-- A purchase is counted with its earliest order, which may lie on any day.
first_of_pack as (
  select f.order_id
  from (select distinct connection_id, pack_id from rebuild_counted_orders where pack_id is not null) as p
  cross join lateral (
    select v.order_id
    from order_verdicts v
    where v.tenant_id = $1 and v.connection_id = p.connection_id and v.pack_id = p.pack_id and v.left_out_reason is null
    order by v.date_closed, v.order_id
    limit 1
  ) as f
),
told as (
  insert into rebuild_order_counts
  select
    o.connection_id,
    o.day,
    count(*),
    count(*) filter (where o.pack_id is null or o.order_id in (select order_id from first_of_pack)),
    count(*) filter (where o.is_cancelled)
  from rebuild_counted_orders o
  join with_lines w on w.order_id = o.order_id
  group by o.connection_id, o.day
)
insert into rebuild_orders
select o.order_id, o.connection_id, o.day, o.is_cancelled, o.shipment_id, o.pack_id, o.is_not_shipped, false
from rebuild_counted_orders o
join with_lines w on w.order_id = o.order_id and w.is_named
