-- Facts of made-up sellers, as many as a rebuild is measured by; the same numbers give the same facts.
-- Settings: bench.first_tenant, bench.tenants, bench.listings, bench.orders (both per tenant), bench.days, bench.last_day.

-- The tenants are numbered, and each has one connection with the tenant's own number.
create temporary view drawn_tenants as
select
  n,
  ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid as tenant_id,
  ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid as connection_id
from generate_series(
  current_setting('bench.first_tenant')::int,
  current_setting('bench.first_tenant')::int + current_setting('bench.tenants')::int - 1
) as n;

create temporary view drawn_days as
select day::date as day
from generate_series(
  current_setting('bench.last_day')::date - current_setting('bench.days')::int + 1,
  current_setting('bench.last_day')::date,
  interval '1 day'
) as day;

-- A number from 0 to 1, below 1, that depends on the seeds alone.
create or replace function pg_temp.draw(seed bigint, salt bigint) returns double precision language sql immutable
return (hashint8extended(seed, salt) & 16777215) / 16777216.0;

insert into tenants (tenant_id, name, time_zone, created_at)
select tenant_id, 'Loja ' || n, 'America/Sao_Paulo', '2020-01-01T12:00:00Z' from drawn_tenants;

insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
select tenant_id, connection_id, n, 'MLB', 'BRL', 'active', '2020-01-01T12:00:00Z', '2020-01-01T12:00:00Z'
from drawn_tenants;

insert into source_coverage (tenant_id, connection_id, source, covered, covered_through)
select tenant_id, connection_id, 'orders', tstzmultirange(tstzrange(first_instant, last_instant)), last_instant
from drawn_tenants,
  (select (min(day)::timestamp - interval '1 day') at time zone 'UTC' as first_instant,
    (max(day)::timestamp + interval '1 day') at time zone 'America/Sao_Paulo' as last_instant from drawn_days) as span;

insert into listings (tenant_id, listing_id, connection_id, access, title, status, date_created, read_at)
select tenant_id, 'MLB' || (n::bigint * 1000000 + i), connection_id, 'readable', 'Anúncio ' || i, 'active',
  '2020-01-01T12:00:00Z', '2026-01-01T12:00:00Z'
from drawn_tenants, generate_series(1, current_setting('bench.listings')::int) as i;

-- As syncs of each day leave them: visits of every listing and day, and what was seen of price, stock and clip.
insert into listing_visits (tenant_id, listing_id, day, visits, read_at)
select tenant_id, 'MLB' || (n::bigint * 1000000 + i), day, floor(30 * pg_temp.draw(i, extract(epoch from day)::bigint)),
  '2026-01-01T12:00:00Z'
from drawn_tenants, drawn_days, generate_series(1, current_setting('bench.listings')::int) as i;

insert into listing_sightings (tenant_id, listing_id, day, price, price_seen_at, stock, stock_seen_at, has_clips, clips_seen_at)
select tenant_id, 'MLB' || (n::bigint * 1000000 + i), day, 10 + i % 90, at, floor(50 * pg_temp.draw(i, n)), at, i % 3 = 0, at
from drawn_tenants, drawn_days, generate_series(1, current_setting('bench.listings')::int) as i,
  lateral (select (day::timestamp + interval '9 hours') at time zone 'America/Sao_Paulo' as at) as seen;

insert into account_visits (tenant_id, connection_id, day, visits, read_at)
select tenant_id, connection_id, day, 5000, '2026-01-01T12:00:00Z' from drawn_tenants, drawn_days;

-- Every tenth order and the one after it are one purchase in one parcel; one in twenty is cancelled.
create temporary table drawn_orders as
select
  t.tenant_id,
  t.connection_id,
  t.n,
  i,
  t.n::bigint * 100000000 + i as order_id,
  case when i % 10 < 2 then t.n::bigint * 100000000 + i / 10 end as pack_id,
  t.n::bigint * 100000000 + case when i % 10 < 2 then i - i % 10 else i end as shipment_id,
  case when pg_temp.draw(i, 1) < 0.05 then 'cancelled' else 'paid' end as status,
  ((current_setting('bench.last_day')::date - floor(current_setting('bench.days')::int
      * pg_temp.draw(case when i % 10 < 2 then i - i % 10 else i end, 2))::int)::timestamp
    + interval '1 second' * floor(86400 * pg_temp.draw(i, 3))) at time zone 'America/Sao_Paulo' as closed_at
from drawn_tenants t, generate_series(1, current_setting('bench.orders')::int) as i;

-- In the order in which they were sold, as they come to be stored.
insert into orders (tenant_id, order_id, connection_id, status, date_created, date_closed, last_updated, pack_id, shipment_id,
  currency, tags, content_hash, line_listing_ids, read_at)
select tenant_id, order_id, connection_id, status, closed_at, closed_at, closed_at, pack_id, shipment_id, 'BRL',
  case when i % 50 = 7 then '{no_shipping}'::text[] else '{paid}' end, '',
  array(
    select distinct 'MLB' || (n::bigint * 1000000 + 1 + floor(current_setting('bench.listings')::int * power(pg_temp.draw(i, 10 + line_no), 2))::int)
    from generate_series(1, case when i % 8 = 3 then 2 else 1 end) as line_no
  ),
  closed_at
from drawn_orders
order by closed_at;

insert into order_lines (tenant_id, order_id, line_no, listing_id, quantity, unit_price, sale_fee, date_closed)
select tenant_id, order_id, line_no,
  'MLB' || (n::bigint * 1000000 + 1 + floor(current_setting('bench.listings')::int * power(pg_temp.draw(i, 10 + line_no), 2))::int),
  1 + floor(3 * pg_temp.draw(i, 20 + line_no))::int, 10 + floor(9000 * pg_temp.draw(i, 30 + line_no)) / 100,
  1 + floor(300 * pg_temp.draw(i, 40 + line_no)) / 100, closed_at
from drawn_orders, generate_series(1, case when i % 8 = 3 then 2 else 1 end) as line_no
order by closed_at;

insert into order_payments (tenant_id, order_id, payment_id, status, transaction_amount, transaction_amount_refunded)
select tenant_id, order_id, order_id, 'approved', 50, case when pg_temp.draw(i, 5) < 0.03 then 12.34 else 0 end
from drawn_orders
order by closed_at;

insert into shipments (tenant_id, shipment_id, connection_id, seller_cost, read_at)
select distinct on (tenant_id, shipment_id) tenant_id, shipment_id, connection_id,
  floor(2500 * pg_temp.draw(shipment_id, 6)) / 100, closed_at
from drawn_orders
order by tenant_id, shipment_id;

drop table drawn_orders;
drop view drawn_days, drawn_tenants;
