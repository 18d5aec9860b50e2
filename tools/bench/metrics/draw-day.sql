-- $1 day
-- The rows of one day of every listing, tenant after tenant, as the syncs of that day leave them; draw-rows.sql made the listings.
insert into listing_metrics_daily (tenant_id, listing_id, date, connection_id, visits, orders, units, gmv, cancelled_orders,
  cancelled_units, cancelled_amount, refunded_amount, sale_fee, seller_shipping, net_revenue, price, stock, has_clips, provisional,
  rebuilt_at)
select
  tenant_id, listing_id, $1::date, connection_id,
  -- One cell in 32 was never read.
  case when dice & 31 > 0 then orders * 20 + ((dice >> 40) & 15) end,
  orders, units, price * units, cancelled, cancelled, price * cancelled, 0, fee, freight,
  price * (units - cancelled) - fee - freight,
  price, case when dice & 63 > 1 then (dice >> 20) & 127 end, i % 3 = 0,
  $1::date > current_setting('bench.last_day')::date - 3, ($1::date + 1)::timestamp at time zone 'UTC'
from drawn_listings,
  lateral (select hashint8extended(i, ($1::date - '2020-01-01'::date)::bigint * 1000 + n) as dice) as thrown,
  lateral (select
    floor(orders_a_day * (0.5 + ((dice >> 8) & 4095) / 4096.0) + ((dice >> 28) & 1023) / 1140.0)::int as orders,
    10 + i % 90 + 0.9 as price
  ) as sold,
  lateral (select
    orders * (1 + ((dice >> 5) & 1))::int as units,
    case when orders > 0 and dice & 15 = 3 then 1 else 0 end as cancelled
  ) as counted,
  lateral (select
    round(price * (units - cancelled) * 0.12, 2) as fee,
    -- The freight of a few parcels is not read yet.
    case when orders = 0 or dice & 63 <> 5 then (orders - cancelled) * 7.45 end as freight
  ) as owed
order by tenant_id, listing_id
