-- $1 tenant
with
-- Refunds of an order: every payment that was not rejected (contract 4).
refund_of_orders as (
  select p.order_id, round(sum(p.transaction_amount_refunded) * 100)::bigint as refund_cents
  from order_payments p
  join rebuild_orders s on s.order_id = p.order_id and not s.is_cancelled
  where p.tenant_id = $1 and p.status <> 'rejected' and p.transaction_amount_refunded <> 0
  group by p.order_id
),
-- Each line beside its order's money. Freight: 0 when cancelled or never shipped, null when not read.
priced as (
  select
    s.*,
    case when s.is_cancelled or s.is_not_shipped then 0 else f.freight_cents end as freight_cents,
    case when s.is_cancelled then 0 else coalesce(r.refund_cents, 0) end as refund_cents,
    l.line_no,
    l.listing_id,
    l.quantity,
    round(l.unit_price * l.quantity * 100)::bigint as value_cents,
    case when s.is_cancelled then 0 else round(l.sale_fee * l.quantity * 100)::bigint end as fee_cents,
    count(*) over (partition by l.order_id) as lines_in_order
  from rebuild_orders s
  join order_lines l on l.tenant_id = $1 and l.order_id = s.order_id
  left join rebuild_freight f on f.order_id = s.order_id
  left join refund_of_orders r on r.order_id = s.order_id
),
weighed as (
  select
    *,
    (case when sum(value_cents) over w = 0 then 1 else value_cents end)::numeric as weight,
    (case when sum(value_cents) over w = 0 then count(*) over w else sum(value_cents) over w end)::numeric as weight_sum
  from priced
  where lines_in_order > 1
  window w as (partition by order_id)
),
-- Step 2: the freight and the refund of an order with several lines over them, largest remainder first, ties by listing.
floored as (
  select
    *,
    div(freight_cents * weight, weight_sum) as freight_floor,
    row_number() over (
      partition by order_id order by mod(freight_cents * weight, weight_sum) desc, listing_id collate "C", line_no
    ) as freight_turn,
    div(refund_cents * weight, weight_sum) as refund_floor,
    row_number() over (
      partition by order_id order by mod(refund_cents * weight, weight_sum) desc, listing_id collate "C", line_no
    ) as refund_turn
  from weighed
),
split as (
  select
    connection_id, day, is_whole, order_id, pack_id, is_cancelled, listing_id, quantity, value_cents, fee_cents,
    (freight_floor + (freight_turn <= freight_cents - sum(freight_floor) over o)::int)::bigint as freight_cents,
    (refund_floor + (refund_turn <= refund_cents - sum(refund_floor) over o)::int)::bigint as refund_cents
  from floored
  window o as (partition by order_id)
  union all
  select
    connection_id, day, is_whole, order_id, pack_id, is_cancelled, listing_id, quantity, value_cents, fee_cents,
    freight_cents, refund_cents
  from priced
  where lines_in_order = 1
),
-- A purchase is counted on the day of its earliest counted order, which may lie outside the asked days.
first_of_pack as (
  select distinct on (v.connection_id, v.pack_id) v.order_id
  from order_verdicts v
  where v.tenant_id = $1
    and v.left_out_reason is null
    and v.pack_id in (select pack_id from rebuild_orders where pack_id is not null and is_whole)
  order by v.connection_id, v.pack_id, v.date_closed, v.order_id
)
select
  s.connection_id,
  s.day,
  s.order_id,
  s.pack_id is null or s.order_id in (select order_id from first_of_pack) as opens_purchase,
  s.is_cancelled,
  s.listing_id,
  s.quantity,
  s.value_cents,
  s.fee_cents,
  s.freight_cents,
  s.refund_cents
from split s
-- Of a day that is not derived whole only the lines of its named listings: of the others orders are missing here.
where s.is_whole or (s.listing_id, s.day) in (select listing_id, day from rebuild_cells)
