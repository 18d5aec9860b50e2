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
select v.order_id, v.connection_id, d.day, v.is_cancelled, v.shipment_id, v.pack_id, v.is_not_shipped
from rebuild_days d
-- One look at the index per day: the planner takes what counts for a few orders of all, and would read every order of the seller.
cross join lateral (
  select order_id, connection_id, is_cancelled, shipment_id, pack_id, 'no_shipping' = any (tags) as is_not_shipped
  from order_verdicts
  where tenant_id = $1
    and connection_id = d.connection_id
    and date_closed >= d.starts_at
    and date_closed < d.ends_at
    and left_out_reason is null
  offset 0
) as v
where not d.is_whole
