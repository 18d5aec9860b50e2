-- $1 tenant, $2 connection, $3 orders as a JSON array: only those taken in
-- Lines and payments of an order are replaced whole, except the parts that the answer left out. Each line has the instant of its sale beside it,
-- so that the sales of a listing on a day are found without the other orders of the day.
with
given as (
  select * from jsonb_to_recordset($3::jsonb) as x (order_id bigint, missing text[], lines jsonb, payments jsonb)
),
-- The instant is looked up before the lines are taken apart: the planner takes an array for a hundred rows, so a hundred orders of a hundred
-- lines, and for so many it would read every order there is instead of the few of the page.
sold as materialized (
  select g.order_id, g.lines, o.date_closed
  from given g
  join orders o on o.tenant_id = $1 and o.order_id = g.order_id
  where not 'order_items' = any (g.missing)
),
lines as (
  select s.order_id, s.date_closed, l.*
  from sold s
  cross join lateral jsonb_to_recordset(s.lines) as l (
    line_no int, listing_id text, title text, variation_id bigint, user_product_id text, seller_sku text,
    quantity int, unit_price numeric, full_unit_price numeric, sale_fee numeric
  )
),
payments as (
  select g.order_id, p.*
  from given g
  cross join lateral jsonb_to_recordset(g.payments) as p (
    payment_id bigint, status text, transaction_amount numeric, transaction_amount_refunded numeric,
    date_approved timestamptz
  )
  where not 'payments' = any (g.missing)
),
gone_lines as (
  delete from order_lines o using given g
  where o.tenant_id = $1 and o.order_id = g.order_id and not 'order_items' = any (g.missing)
    and not exists (select from lines l where l.order_id = o.order_id and l.line_no = o.line_no)
),
gone_payments as (
  delete from order_payments o using given g
  where o.tenant_id = $1 and o.order_id = g.order_id and not 'payments' = any (g.missing)
    and not exists (select from payments p where p.order_id = o.order_id and p.payment_id = o.payment_id)
),
written_lines as (
  insert into order_lines (
    tenant_id, order_id, line_no, listing_id, variation_id, user_product_id, seller_sku,
    quantity, unit_price, full_unit_price, sale_fee, date_closed
  )
  select
    $1, order_id, line_no, listing_id, variation_id, user_product_id, seller_sku,
    quantity, unit_price, full_unit_price, sale_fee, date_closed
  from lines
  on conflict (tenant_id, order_id, line_no) do update set
    listing_id = excluded.listing_id,
    variation_id = excluded.variation_id,
    user_product_id = excluded.user_product_id,
    seller_sku = excluded.seller_sku,
    quantity = excluded.quantity,
    unit_price = excluded.unit_price,
    full_unit_price = excluded.full_unit_price,
    sale_fee = excluded.sale_fee,
    date_closed = excluded.date_closed
),
-- Lines that stay because the answer left them out: the sale may have another instant all the same.
dated_lines as (
  update order_lines l set date_closed = o.date_closed
  from given g
  join orders o on o.tenant_id = $1 and o.order_id = g.order_id
  where 'order_items' = any (g.missing)
    and l.tenant_id = $1 and l.order_id = g.order_id and l.date_closed is distinct from o.date_closed
),
written_payments as (
  insert into order_payments (
    tenant_id, order_id, payment_id, status, transaction_amount, transaction_amount_refunded, date_approved
  )
  select $1, order_id, payment_id, status, transaction_amount, transaction_amount_refunded, date_approved
  from payments
  on conflict (tenant_id, order_id, payment_id) do update set
    status = excluded.status,
    transaction_amount = excluded.transaction_amount,
    transaction_amount_refunded = excluded.transaction_amount_refunded,
    date_approved = excluded.date_approved
)
-- A listing that no reading of listings brought gets a placeholder, so that its money is not lost.
insert into listings (tenant_id, listing_id, connection_id, access, title)
select distinct on (listing_id) $1::uuid, listing_id, $2::uuid, 'order_only', title
from lines
order by listing_id, order_id desc
on conflict (tenant_id, listing_id) do nothing
