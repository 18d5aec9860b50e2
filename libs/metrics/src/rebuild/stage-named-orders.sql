-- $1 tenant
-- What the notes of the days name that are not derived whole, and the orders that count on those days. Both are read by one statement: a sale that
-- is seen was stored together with its note, so that the account is never told a sale that its listings are not.
with cells as (
  insert into rebuild_cells
  select distinct l.listing_id, d.day
  from stale_days n
  cross join unnest(n.listing_ids) as l (listing_id)
  join (select distinct day from rebuild_days where not is_whole) d on d.day between n.first_day and n.last_day
  where n.tenant_id = $1
)
insert into rebuild_counted_orders
select v.order_id, v.connection_id, d.day, v.is_cancelled, v.shipment_id, v.pack_id, v.is_not_shipped, v.listing_ids
from rebuild_days d
-- One look at the index per day: the planner takes what counts for a few orders of all, and would read every order of the seller.
cross join lateral (
  select
    v.order_id, v.connection_id, v.is_cancelled, v.shipment_id, v.pack_id, 'no_shipping' = any (v.tags) as is_not_shipped,
    -- Only of an order stored before its listings were kept with it the lines are looked up.
    coalesce(
      v.line_listing_ids,
      array(select l.listing_id from order_lines l where l.tenant_id = $1 and l.order_id = v.order_id)
    ) as listing_ids
  from order_verdicts v
  where v.tenant_id = $1
    and v.connection_id = d.connection_id
    and v.date_closed >= d.starts_at
    and v.date_closed < d.ends_at
    and v.left_out_reason is null
  offset 0
) as v
-- An order without any line counts for nothing.
where not d.is_whole and v.listing_ids <> '{}'
