-- $1 tenant, $2 connection or null, $3 days, $4 their first instants, $5 the first instants after them, $6 listing or null,
-- $7 whether counted or left out or null, $8 and $9 the sale and the order that the last page ended with, $10 how many
-- Comes after the steps of the rebuild (list-evidence.ts): rebuild_days, rebuild_orders, rebuild_freight, rebuild_lines.
,
-- Orders of the days that stand in no number, with the reason of the same view that the steps take their orders from.
left_out as (
  select v.order_id, v.connection_id, d.day, v.left_out_reason
  from rebuild_days d
  join order_verdicts v
    on v.tenant_id = $1 and v.connection_id = d.connection_id and v.date_closed >= d.starts_at and v.date_closed < d.ends_at
  where v.left_out_reason is not null
),
-- An order without any line counts for nothing.
without_lines as (
  select o.order_id, o.connection_id, o.day
  from rebuild_orders o
  where not exists (select from order_lines l where l.tenant_id = $1 and l.order_id = o.order_id)
),
told as (
  select
    order_id, connection_id, day, null as left_out_reason, bool_or(opens_purchase) as opens_purchase,
    jsonb_agg(
      jsonb_build_object(
        'listingId', listing_id, 'units', quantity, 'gmv_cents', value_cents,
        'refund_cents', refund_cents, 'fee_cents', fee_cents, 'freight_cents', freight_cents
      ) order by listing_id, value_cents desc
    ) filter (where $6::text is null or listing_id = $6) as lines
  from rebuild_lines
  group by order_id, connection_id, day
  union all
  select
    o.order_id, o.connection_id, o.day, o.left_out_reason, false,
    (
      select jsonb_agg(
        jsonb_build_object(
          'listingId', l.listing_id, 'units', l.quantity, 'gmv_cents', round(l.unit_price * l.quantity * 100),
          'refund_cents', null, 'fee_cents', null, 'freight_cents', null
        ) order by l.listing_id, l.line_no
      ) filter (where $6::text is null or l.listing_id = $6)
      from order_lines l where l.tenant_id = $1 and l.order_id = o.order_id
    )
  from (
    select order_id, connection_id, day, left_out_reason from left_out
    union all
    select order_id, connection_id, day, 'without_lines' from without_lines
  ) as o
)
select
  t.order_id::text as order_id,
  v.pack_id::text as pack_id,
  t.connection_id,
  t.day::text as day,
  v.date_closed as sold_at,
  v.status,
  v.is_cancelled,
  t.left_out_reason,
  t.opens_purchase,
  coalesce(t.lines, '[]') as lines
from told t
join order_verdicts v on v.tenant_id = $1 and v.order_id = t.order_id
where ($6::text is null or t.lines is not null)
  and ($7::text is null or ($7 = 'counted') = (t.left_out_reason is null))
  and ($8::timestamptz is null or (v.date_closed, t.order_id) < ($8, $9::bigint))
order by v.date_closed desc, t.order_id desc
limit $10
