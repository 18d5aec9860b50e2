-- $1 tenant
with
-- Rows on rebuilt days, or on days never read, that the facts no longer give a reason for.
removed as (
  delete from account_metrics_daily t
  where t.tenant_id = $1
    and (
      exists (select from rebuild_days d where d.connection_id = t.connection_id and d.day = t.date)
      or exists (select from unread_days d where d.connection_id = t.connection_id and d.day = t.date)
    )
    and not exists (select from rebuild_account_days n where t.connection_id = n.connection_id and t.date = n.date)
  returning 1
),
-- Rows that did not change are not written, so that rebuilt_at tells when a number was last new.
written as (
  insert into account_metrics_daily
  select * from rebuild_account_days
  on conflict (tenant_id, connection_id, date) do update set
    orders = excluded.orders,
    purchases = excluded.purchases,
    units = excluded.units,
    gmv = excluded.gmv,
    cancelled_orders = excluded.cancelled_orders,
    cancelled_units = excluded.cancelled_units,
    cancelled_amount = excluded.cancelled_amount,
    refunded_amount = excluded.refunded_amount,
    sale_fee = excluded.sale_fee,
    seller_shipping = excluded.seller_shipping,
    net_revenue = excluded.net_revenue,
    visits = excluded.visits,
    listings_expected = excluded.listings_expected,
    listings_with_visits = excluded.listings_with_visits,
    provisional = excluded.provisional,
    rebuilt_at = excluded.rebuilt_at
  where (
    account_metrics_daily.orders, account_metrics_daily.purchases, account_metrics_daily.units,
    account_metrics_daily.gmv, account_metrics_daily.cancelled_orders, account_metrics_daily.cancelled_units,
    account_metrics_daily.cancelled_amount, account_metrics_daily.refunded_amount, account_metrics_daily.sale_fee,
    account_metrics_daily.seller_shipping, account_metrics_daily.net_revenue, account_metrics_daily.visits,
    account_metrics_daily.listings_expected, account_metrics_daily.listings_with_visits,
    account_metrics_daily.provisional
  ) is distinct from (
    excluded.orders, excluded.purchases, excluded.units, excluded.gmv, excluded.cancelled_orders,
    excluded.cancelled_units, excluded.cancelled_amount, excluded.refunded_amount, excluded.sale_fee,
    excluded.seller_shipping, excluded.net_revenue, excluded.visits, excluded.listings_expected,
    excluded.listings_with_visits, excluded.provisional
  )
  returning 1
)
select (select count(*) from written)::int as written, (select count(*) from removed)::int as removed
