-- The accounts' rows, which add up the listings' of draw-day.sql; visits are the account's own and a little more than their sum.
insert into account_metrics_daily (tenant_id, connection_id, date, orders, purchases, units, gmv, cancelled_orders, cancelled_units,
  cancelled_amount, refunded_amount, sale_fee, seller_shipping, net_revenue, visits, listings_expected, listings_with_visits,
  provisional, rebuilt_at)
select
  tenant_id, connection_id, date, sum(orders), sum(orders), sum(units), sum(gmv), sum(cancelled_orders), sum(cancelled_units),
  sum(cancelled_amount), sum(refunded_amount), sum(sale_fee), sum(coalesce(seller_shipping, 0)), sum(coalesce(net_revenue, 0)),
  sum(visits) + 97, count(*), count(visits), bool_or(provisional), max(rebuilt_at)
from listing_metrics_daily
group by date, tenant_id, connection_id
order by date, tenant_id, connection_id
