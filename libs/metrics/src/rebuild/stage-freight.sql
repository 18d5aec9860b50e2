-- $1 tenant
with
-- Every order that shares a shipment with them, whatever its day: the split needs all of them.
sharing as (
  select v.shipment_id, v.order_id, sum(round(l.unit_price * l.quantity * 100))::bigint as value_cents
  from order_verdicts v
  join order_lines l on l.tenant_id = v.tenant_id and l.order_id = v.order_id
  where v.tenant_id = $1
    and v.left_out_reason is null
    and not v.is_cancelled
    and v.shipment_id in (select shipment_id from rebuild_orders where shipment_id is not null and not is_cancelled)
  group by v.shipment_id, v.order_id
),
-- Step 1 of the freight: the seller's cost of a shipment over its orders by value, equal parts when the value is 0.
weighed_orders as (
  select
    s.shipment_id,
    s.order_id,
    round(p.seller_cost * 100)::numeric as cost_cents,
    (case when sum(s.value_cents) over w = 0 then 1 else s.value_cents end)::numeric as weight,
    (case when sum(s.value_cents) over w = 0 then count(*) over w else sum(s.value_cents) over w end)::numeric as weight_sum
  from sharing s
  join shipments p on p.tenant_id = $1 and p.shipment_id = s.shipment_id
  where p.seller_cost is not null
  window w as (partition by s.shipment_id)
)
insert into rebuild_freight
select
  order_id,
  (div(cost_cents * weight, weight_sum)
    + (row_number() over (partition by shipment_id order by mod(cost_cents * weight, weight_sum) desc, order_id)
        <= cost_cents - sum(div(cost_cents * weight, weight_sum)) over (partition by shipment_id))::int
  )::bigint as freight_cents
from weighed_orders
