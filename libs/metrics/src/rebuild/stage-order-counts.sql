-- $1 tenant
-- How many orders count on the days of which only some listings are derived, and the orders of these listings.
with
named as (
  select day, array_agg(listing_id) as listing_ids from rebuild_cells group by day
),
-- A purchase is counted with its earliest order, which may lie on any day. Purchases are looked up one by one: those of one day were stored
-- together, but to the planner they seem to lie all over the disk, and it would rather read those of every seller.
orders_of_packs as materialized (
  select v.*
  from (select distinct connection_id, pack_id from rebuild_counted_orders where pack_id is not null) as p
  cross join lateral (
    select v.connection_id, v.pack_id, v.order_id, v.date_closed
    from order_verdicts v
    where v.tenant_id = $1 and v.connection_id = p.connection_id and v.pack_id = p.pack_id and v.left_out_reason is null
    offset 0
  ) as v
),
first_of_pack as (
  select distinct on (connection_id, pack_id) order_id from orders_of_packs order by connection_id, pack_id, date_closed, order_id
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
  group by o.connection_id, o.day
)
insert into rebuild_orders
select o.order_id, o.connection_id, o.day, o.is_cancelled, o.shipment_id, o.pack_id, o.is_not_shipped, false
from rebuild_counted_orders o
join named n on n.day = o.day and n.listing_ids && o.listing_ids
