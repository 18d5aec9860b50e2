-- Where a rebuild computes before it publishes; gone when its transaction ends.

-- The asked days that are fully read, per connection, with their instants.
create temporary table rebuild_days (
  connection_id  uuid not null,
  day            date not null,
  starts_at      timestamptz not null,
  ends_at        timestamptz not null,
  -- Every listing is derived; else only those that the notes of the day name (rebuild_cells).
  is_whole       boolean not null,
  primary key (connection_id, day)
) on commit drop;

-- The asked days that were not read at all: whatever stands there was never earned.
create temporary table unread_days (
  connection_id  uuid not null,
  day            date not null,
  primary key (connection_id, day)
) on commit drop;

-- The listings whose rows are derived on days that are not derived whole.
create temporary table rebuild_cells (
  listing_id  text not null,
  day         date not null
) on commit drop;

-- How many orders count on those of the days not derived whole whose counts do not follow from their listings.
create temporary table rebuild_order_counts (
  connection_id     uuid not null,
  day               date not null,
  orders            int not null,
  purchases         int not null,
  cancelled_orders  int not null
) on commit drop;

-- The orders counted on those days; of days that are not derived whole, those with a line of a named listing.
create temporary table rebuild_orders (
  order_id        bigint not null,
  connection_id   uuid not null,
  day             date not null,
  is_cancelled    boolean not null,
  shipment_id     bigint,
  pack_id         bigint,
  is_not_shipped  boolean not null,
  -- Of a day that is derived whole.
  is_whole        boolean not null
) on commit drop;

-- What each of them, and each order that shares a shipment with one, bears of the freight.
create temporary table rebuild_freight (
  order_id       bigint not null,
  freight_cents  bigint not null
) on commit drop;

-- The lines that are derived, in cents, with their share of freight and refunds.
create temporary table rebuild_lines (
  connection_id   uuid not null,
  day             date not null,
  order_id        bigint not null,
  opens_purchase  boolean not null,
  is_cancelled    boolean not null,
  listing_id      text not null,
  quantity        int not null,
  value_cents     bigint not null,
  fee_cents       bigint,
  freight_cents   bigint,
  refund_cents    bigint not null
) on commit drop;

create temporary table rebuild_listing_days (like listing_metrics_daily including defaults) on commit drop;
create temporary table rebuild_account_days (like account_metrics_daily including defaults) on commit drop;

-- How the listing rows differ from those that stand: 'new', 'changed' or 'gone'. Empty where nothing stands.
create temporary table rebuild_changes (
  listing_id  text not null,
  date        date not null,
  kind        text not null,
  -- The row that stands; null where it is new.
  old         listing_metrics_daily
) on commit drop;

-- What is known of fees and freight on days that are not derived whole and of which a part was unknown before.
create temporary table rebuild_told_anew (
  connection_id    uuid not null,
  day              date not null,
  sale_fee         numeric,
  seller_shipping  numeric
) on commit drop;
