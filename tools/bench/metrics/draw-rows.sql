-- Made-up companies as the screen finds them: who they are, their listings, and the orders of the newest days.
-- The rows of metrics come day by day from draw-day.sql. The same numbers give the same rows.
-- Settings: bench.tenants, bench.listings, bench.order_days, bench.orders (both per tenant, of a day), bench.last_day.

-- The tenants are numbered, and each has one connection with the tenant's own number.
create temporary table drawn_tenants as
select
  n,
  ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid as tenant_id,
  ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid as connection_id
from generate_series(1, current_setting('bench.tenants')::int) as n;

-- How much a listing sells: few much, most little or nothing. Those of every tenant alike, its neighbours shifted.
create temporary table drawn_listings as
select
  t.*,
  i,
  'MLB' || (3000000000 + t.n::bigint * 1000000 + i) as listing_id,
  3 * power((hashint8extended(i, t.n) & 65535) / 65536.0, 6) as orders_a_day
from drawn_tenants t, generate_series(1, current_setting('bench.listings')::int) as i;

insert into tenants (tenant_id, name, time_zone, created_at)
select tenant_id, 'Loja ' || n, 'America/Sao_Paulo', '2020-01-01T12:00:00Z' from drawn_tenants;

insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
select tenant_id, connection_id, n, 'MLB', 'BRL', 'active', '2020-01-01T12:00:00Z', '2020-01-01T12:00:00Z'
from drawn_tenants;

insert into source_coverage (tenant_id, connection_id, source, covered, covered_through)
select tenant_id, connection_id, 'orders', tstzmultirange(tstzrange('2020-01-01T12:00:00Z', at)), at
from drawn_tenants,
  (select (current_setting('bench.last_day')::timestamp + interval '15 hours') at time zone 'America/Sao_Paulo' as at) as now;

insert into listings (tenant_id, listing_id, connection_id, access, title, status, permalink, thumbnail, date_created, read_at)
select tenant_id, listing_id, connection_id, 'readable', 'Kit ' || i % 7 + 1 || ' Capas Impermeáveis Para Cadeira Modelo ' || i,
  'active', 'https://produto.mercadolivre.com.br/MLB-' || i || '-kit-capas-impermeaveis-para-cadeira-_JM',
  'http://http2.mlstatic.com/D_' || 600000 + i || '-MLB-I.jpg', '2020-01-01T12:00:00Z', '2026-01-01T12:00:00Z'
from drawn_listings;

-- The comparison counts the orders of one of these days up to the hour until which today is known.
create temporary table drawn_orders as
select
  t.*,
  t.n::bigint * 1000000000 + day * 1000000 + i as order_id,
  current_setting('bench.last_day')::date - day as sold_on,
  hashint8extended(i, day * 1000 + t.n) as dice
from drawn_tenants t,
  generate_series(0, current_setting('bench.order_days')::int - 1) as day,
  generate_series(1, current_setting('bench.orders')::int) as i;

insert into orders (tenant_id, order_id, connection_id, status, date_created, date_closed, last_updated, currency, content_hash, read_at)
select tenant_id, order_id, connection_id, case when dice & 31 = 0 then 'cancelled' else 'paid' end, at, at, at, 'BRL', '', at
from drawn_orders,
  lateral (select (sold_on::timestamp + interval '1 second' * ((dice >> 8) & 65535)) at time zone 'America/Sao_Paulo' as at) as sold
order by at;

insert into order_lines (tenant_id, order_id, line_no, listing_id, quantity, unit_price, sale_fee)
select tenant_id, order_id, 1, 'MLB' || (3000000000 + n::bigint * 1000000 + 1 + ((dice >> 5) & 511)), 1 + ((dice >> 24) & 1),
  10 + ((dice >> 32) & 8191) / 100.0, 1 + ((dice >> 45) & 255) / 100.0
from drawn_orders
order by sold_on, order_id;

drop table drawn_orders;
