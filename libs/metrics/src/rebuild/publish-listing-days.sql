-- $1 tenant
with
-- Rows on rebuilt days, or on days never read, that the facts no longer give a reason for.
removed as (
  delete from listing_metrics_daily t
  where t.tenant_id = $1
    and (
      exists (select from rebuild_days d where d.connection_id = t.connection_id and d.day = t.date)
      or exists (select from unread_days d where d.connection_id = t.connection_id and d.day = t.date)
    )
    and not exists (select from rebuild_listing_days n where t.listing_id = n.listing_id and t.date = n.date)
  returning 1
),
-- Rows that did not change are not written, so that rebuilt_at tells when a number was last new.
written as (
  insert into listing_metrics_daily
  select * from rebuild_listing_days
  on conflict (tenant_id, listing_id, date) do update set
    connection_id = excluded.connection_id,
    visits = excluded.visits,
    orders = excluded.orders,
    units = excluded.units,
    gmv = excluded.gmv,
    cancelled_orders = excluded.cancelled_orders,
    cancelled_units = excluded.cancelled_units,
    cancelled_amount = excluded.cancelled_amount,
    refunded_amount = excluded.refunded_amount,
    sale_fee = excluded.sale_fee,
    seller_shipping = excluded.seller_shipping,
    net_revenue = excluded.net_revenue,
    price = excluded.price,
    stock = excluded.stock,
    has_clips = excluded.has_clips,
    provisional = excluded.provisional,
    rebuilt_at = excluded.rebuilt_at
  where (
    listing_metrics_daily.connection_id, listing_metrics_daily.visits, listing_metrics_daily.orders,
    listing_metrics_daily.units, listing_metrics_daily.gmv, listing_metrics_daily.cancelled_orders,
    listing_metrics_daily.cancelled_units, listing_metrics_daily.cancelled_amount,
    listing_metrics_daily.refunded_amount, listing_metrics_daily.sale_fee, listing_metrics_daily.seller_shipping,
    listing_metrics_daily.net_revenue, listing_metrics_daily.price, listing_metrics_daily.stock,
    listing_metrics_daily.has_clips, listing_metrics_daily.provisional
  ) is distinct from (
    excluded.connection_id, excluded.visits, excluded.orders, excluded.units, excluded.gmv,
    excluded.cancelled_orders, excluded.cancelled_units, excluded.cancelled_amount, excluded.refunded_amount,
    excluded.sale_fee, excluded.seller_shipping, excluded.net_revenue, excluded.price, excluded.stock,
    excluded.has_clips, excluded.provisional
  )
  returning 1
)
select (select count(*) from written)::int as written, (select count(*) from removed)::int as removed
