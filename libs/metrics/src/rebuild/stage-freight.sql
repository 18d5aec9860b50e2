-- $1 tenant
with
-- Every order that shares a parcel with one that is derived, whatever its own day: the split needs all of them. One that is tagged as not
-- shipped bears nothing, so the others bear its part.
parcels as (
  select
    v.shipment_id,
    v.order_id,
    round(p.seller_cost * 100)::bigint as cost_cents,
    count(*) over (partition by v.shipment_id) as orders_in_parcel
  from (select distinct shipment_id from rebuild_orders where shipment_id is not null and not is_cancelled) s
  join shipments p on p.tenant_id = $1 and p.shipment_id = s.shipment_id and p.seller_cost is not null
  join order_verdicts v on v.tenant_id = $1 and v.shipment_id = s.shipment_id
  where v.left_out_reason is null and not v.is_cancelled and not 'no_shipping' = any (v.tags)
),
-- What an order weighs in a parcel of several: its value, or equal parts when the parcel's value is 0.
valued as (
  select p.shipment_id, p.order_id, p.cost_cents, sum(round(l.unit_price * l.quantity * 100)) as value_cents
  from parcels p
  join order_lines l on l.tenant_id = $1 and l.order_id = p.order_id
  where p.orders_in_parcel > 1
  group by p.shipment_id, p.order_id, p.cost_cents
),
weighed as (
  select
    *,
    case when sum(value_cents) over w = 0 then 1 else value_cents end as weight,
    case when sum(value_cents) over w = 0 then count(*) over w else sum(value_cents) over w end as weight_sum
  from valued
  window w as (partition by shipment_id)
)
-- Step 1 of the freight: the seller's cost of a parcel over its orders, largest remainder first, ties by order.
select
  order_id,
  (div(cost_cents * weight, weight_sum)
    + (row_number() over (partition by shipment_id order by mod(cost_cents * weight, weight_sum) desc, order_id)
        <= cost_cents - sum(div(cost_cents * weight, weight_sum)) over (partition by shipment_id))::int
  )::bigint as freight_cents
from weighed
union all
-- An order that has its parcel to itself bears the whole cost, also when it has no line.
select order_id, cost_cents from parcels where orders_in_parcel = 1
