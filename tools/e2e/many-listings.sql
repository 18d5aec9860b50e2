-- $1 tenant, $2 how many
-- Listings of a seller with a large catalogue, beside those that the simulator has: sold, visited and seen on each of the last 30 days.
with
seller as (
  select connection_id from connections where tenant_id = $1 limit 1
),
numbers as (
  select n, 'MLB9' || lpad(n::text, 9, '0') as listing_id from generate_series(1, $2::int) as n
),
listed as (
  insert into listings (tenant_id, listing_id, connection_id, access, status, title, date_created, read_at)
  select
    $1, listing_id, connection_id, 'readable', case when n % 11 = 0 then 'paused' else 'active' end,
    'Caneca esmaltada número ' || n, now() - interval '200 days', now()
  from numbers, seller
)
insert into listing_metrics_daily
  (tenant_id, listing_id, date, connection_id, visits, orders, units, gmv, cancelled_orders, cancelled_units, cancelled_amount,
   refunded_amount, price, stock, has_clips, provisional, rebuilt_at)
select
  $1, listing_id, day::date, connection_id, 10, n % 3, n % 3, (n % 3) * (20 + n % 300), 0, 0, 0, 0, 20 + n % 300, n % 40,
  case when n % 3 > 0 then n % 3 = 1 end, false, now()
from numbers, seller, generate_series(29, 0, -1) as ago,
  -- The seller's day; the database's own is another one after nine in the evening.
  lateral (select (now() at time zone 'America/Sao_Paulo')::date - ago as day) as dated
