-- $1 tenant
with
-- The days whose rows follow from the facts, and days never read, on which nothing may stand.
scope as (
  select connection_id, day from rebuild_days where is_whole
  union all
  select connection_id, day from unread_days
),
-- What stands on them, whatever connection it was of: a listing may have come to another one.
standing as (
  select t.*
  from listing_metrics_daily t
  where t.tenant_id = $1 and t.date = any (array(select day from scope))
  union all
  -- Where only some listings were derived: their rows. Left out by compare-with-standing.ts where there are none such.
  select t.*
  from rebuild_cells c
  join listing_metrics_daily t on t.tenant_id = $1 and t.listing_id = c.listing_id and t.date = c.day
  where c.day not in (select day from scope)
)
insert into rebuild_changes
select
  coalesce(n.listing_id, t.listing_id),
  coalesce(n.date, t.date),
  case when t.listing_id is null then 'new' when n.listing_id is null then 'gone' else 'changed' end,
  -- Kept, so that what follows need not look it up once more.
  case when t.listing_id is not null then t::listing_metrics_daily end
from rebuild_listing_days n
full join standing t on t.listing_id = n.listing_id and t.date = n.date
where (
    n.listing_id is not null
    or (t.connection_id, t.date) in (select connection_id, day from scope)
    -- A note names a listing and not its account: of an account whose day was read in part the row stays as it is.
    or (t.listing_id, t.date) in (select listing_id, day from rebuild_cells)
      and (t.connection_id, t.date) in (select connection_id, day from rebuild_days)
  )
  and (
    n.connection_id, n.visits, n.orders, n.units, n.gmv, n.cancelled_orders, n.cancelled_units, n.cancelled_amount,
    n.refunded_amount, n.sale_fee, n.seller_shipping, n.net_revenue, n.price, n.stock, n.has_clips, n.provisional
  ) is distinct from (
    t.connection_id, t.visits, t.orders, t.units, t.gmv, t.cancelled_orders, t.cancelled_units, t.cancelled_amount,
    t.refunded_amount, t.sale_fee, t.seller_shipping, t.net_revenue, t.price, t.stock, t.has_clips, t.provisional
  )
