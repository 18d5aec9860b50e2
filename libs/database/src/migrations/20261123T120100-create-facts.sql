-- One row per listing, as Mercado Livre last described it.
-- access: readable = it answers; order_only = known from an order alone; inaccessible = refused to us.
create table listings (
  tenant_id             uuid not null,
  listing_id            text not null,
  connection_id         uuid not null,
  access                text not null check (access in ('readable', 'order_only', 'inaccessible')),
  title                 text,
  status                text,
  sub_status            text[] not null default '{}',
  currency              text,
  permalink             text,
  thumbnail             text,
  catalog_listing       boolean,
  family_name           text,
  family_id             text,
  user_product_id       text,
  parent_listing_id     text,
  tags                  text[] not null default '{}',
  date_created          timestamptz,
  stop_time             timestamptz,
  last_updated          timestamptz,
  closed_seen_at        timestamptz,
  price_asked_at        timestamptz,
  performance_asked_at  timestamptz,
  visits_read_at        timestamptz,
  read_at               timestamptz,
  primary key (tenant_id, listing_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
create index listings_by_connection on listings (tenant_id, connection_id);

-- One row per listing and local day of reading: what was last seen of price, stock and clip, and when.
-- The day only bounds how much is kept; the rebuild takes the day from the instants.
create table listing_sightings (
  tenant_id      uuid not null,
  listing_id     text not null,
  day            date not null,
  price          numeric,
  price_seen_at  timestamptz,
  stock          int,
  stock_seen_at  timestamptz,
  has_clips      boolean,
  clips_seen_at  timestamptz,
  primary key (tenant_id, listing_id, day),
  foreign key (tenant_id, listing_id) references listings on delete cascade
);

-- One row per listing and day label of Mercado Livre's visits; no row = not known.
create table listing_visits (
  tenant_id   uuid not null,
  listing_id  text not null,
  day         date not null,
  visits      int not null check (visits >= 0),
  read_at     timestamptz not null,
  primary key (tenant_id, listing_id, day),
  foreign key (tenant_id, listing_id) references listings on delete cascade
);

-- One row per connection and day label: the account's own total, which is not the sum of its listings.
create table account_visits (
  tenant_id      uuid not null,
  connection_id  uuid not null,
  day            date not null,
  visits         int not null check (visits >= 0),
  read_at        timestamptz not null,
  primary key (tenant_id, connection_id, day),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);

-- One row per order, as stated. `missing` names the parts that the newest answer left out (HTTP 206);
-- `content_hash` tells a change that came without a newer last_updated.
create table orders (
  tenant_id            uuid not null,
  order_id             bigint not null,
  connection_id        uuid not null,
  status               text not null,
  date_created         timestamptz not null,
  date_closed          timestamptz,
  last_updated         timestamptz not null,
  pack_id              bigint,
  shipment_id          bigint,
  currency             text not null,
  total_amount         numeric,
  paid_amount          numeric,
  tags                 text[] not null default '{}',
  cancel_code          text,
  cancel_group         text,
  cancel_requested_by  text,
  channel              text,
  missing              text[] not null default '{}',
  content_hash         text not null,
  read_at              timestamptz not null,
  primary key (tenant_id, order_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);
create index orders_by_sale_instant on orders (tenant_id, connection_id, date_closed);
create index orders_by_shipment on orders (tenant_id, shipment_id) where shipment_id is not null;
create index orders_by_pack on orders (tenant_id, pack_id) where pack_id is not null;

-- One row per line of an order; sale_fee is per unit.
create table order_lines (
  tenant_id        uuid not null,
  order_id         bigint not null,
  line_no          int not null,
  listing_id       text not null,
  variation_id     bigint,
  user_product_id  text,
  seller_sku       text,
  quantity         int not null,
  unit_price       numeric not null,
  full_unit_price  numeric,
  sale_fee         numeric,
  primary key (tenant_id, order_id, line_no),
  foreign key (tenant_id, order_id) references orders on delete cascade
);
create index order_lines_by_listing on order_lines (tenant_id, listing_id);

-- One row per payment of an order, rejected ones included.
create table order_payments (
  tenant_id                    uuid not null,
  order_id                     bigint not null,
  payment_id                   bigint not null,
  status                       text not null,
  transaction_amount           numeric,
  transaction_amount_refunded  numeric,
  date_approved                timestamptz,
  primary key (tenant_id, order_id, payment_id),
  foreign key (tenant_id, order_id) references orders on delete cascade
);

-- One row per shipment whose cost was asked for; seller_cost null = not known.
create table shipments (
  tenant_id      uuid not null,
  shipment_id    bigint not null,
  connection_id  uuid not null,
  seller_cost    numeric,
  read_at        timestamptz not null,
  refusal        text,
  primary key (tenant_id, shipment_id),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);

-- One row per connection and source: which stretches of time were read without a gap.
create table source_coverage (
  tenant_id        uuid not null,
  connection_id    uuid not null,
  source           text not null check (source in ('listings', 'orders', 'visits')),
  covered          tstzmultirange not null default '{}',
  covered_through  timestamptz,
  last_success_at  timestamptz,
  primary key (tenant_id, connection_id, source),
  foreign key (tenant_id, connection_id) references connections on delete cascade
);

-- Every order with its verdict: the one predicate behind each number and behind its evidence (contract 4).
create view order_verdicts as
select
  o.*,
  o.status in ('cancelled', 'invalid') as is_cancelled,
  case
    when o.date_closed is null then 'not_confirmed'
    when o.cancel_code = 'pack_splitted' then 'pack_splitted'
    when 'test_order' = any (o.tags) then 'test_order'
    when o.currency <> c.currency then 'other_currency'
  end as left_out_reason
from orders o
join connections c using (tenant_id, connection_id);
