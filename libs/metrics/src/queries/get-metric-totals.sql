-- $1 tenant, $2 first day, $3 last day, $4 connection or null for all
-- Money comes back in cents. get-metric-totals.ts puts `owing` before it, the connections that owe each day of the window.
select
  count(*)::int as days_known,
  ((select count(*) from owing) * ($3::date - $2::date + 1))::int as days_expected,
  coalesce(sum(orders), 0)::int as orders,
  coalesce(sum(purchases), 0)::int as purchases,
  coalesce(sum(units), 0)::int as units,
  coalesce(sum(gmv) * 100, 0)::bigint as gmv_cents,
  coalesce(sum(cancelled_orders), 0)::int as cancelled_orders,
  coalesce(sum(cancelled_units), 0)::int as cancelled_units,
  coalesce(sum(cancelled_amount) * 100, 0)::bigint as cancelled_amount_cents,
  coalesce(sum(refunded_amount) * 100, 0)::bigint as refunded_amount_cents,
  (sum(sale_fee) * 100)::bigint as sale_fee_cents,
  count(sale_fee)::int as sale_fee_known,
  (sum(seller_shipping) * 100)::bigint as seller_shipping_cents,
  count(seller_shipping)::int as seller_shipping_known,
  (sum(net_revenue) * 100)::bigint as net_revenue_cents,
  count(net_revenue)::int as net_revenue_known,
  sum(visits)::bigint as visits,
  count(visits)::int as visits_known,
  sum(orders) filter (where visits is not null)::int as orders_with_visits
from account_metrics_daily
where tenant_id = $1 and date between $2 and $3 and ($4::uuid is null or connection_id = $4::uuid)
