-- $1 tenant
-- Only rows that differ are written, so that rebuilt_at tells when a number was last new.
with
removed as (
  delete from listing_metrics_daily t
  using rebuild_changes c
  where t.tenant_id = $1 and t.listing_id = c.listing_id and t.date = c.date and c.kind = 'gone'
  returning 1
),
changed as (
  update listing_metrics_daily t set
    connection_id = n.connection_id,
    visits = n.visits,
    orders = n.orders,
    units = n.units,
    gmv = n.gmv,
    cancelled_orders = n.cancelled_orders,
    cancelled_units = n.cancelled_units,
    cancelled_amount = n.cancelled_amount,
    refunded_amount = n.refunded_amount,
    sale_fee = n.sale_fee,
    seller_shipping = n.seller_shipping,
    net_revenue = n.net_revenue,
    price = n.price,
    stock = n.stock,
    has_clips = n.has_clips,
    provisional = n.provisional,
    rebuilt_at = n.rebuilt_at
  from rebuild_changes c
  join rebuild_listing_days n on n.listing_id = c.listing_id and n.date = c.date
  where t.tenant_id = $1 and t.listing_id = c.listing_id and t.date = c.date and c.kind = 'changed'
  returning 1
),
added as (
  insert into listing_metrics_daily
  select n.*
  from rebuild_changes c
  join rebuild_listing_days n on n.listing_id = c.listing_id and n.date = c.date
  where c.kind = 'new'
  returning 1
)
select
  ((select count(*) from added) + (select count(*) from changed))::int as written,
  (select count(*) from removed)::int as removed
