-- One row per tenant, listing and day; columns and null rules are contract 4's.
create table listing_metrics_daily (
  tenant_id         uuid not null references tenants on delete cascade,
  listing_id        text not null,
  date              date not null,
  connection_id     uuid not null,
  visits            int,
  orders            int not null,
  units             int not null,
  gmv               numeric(14, 2) not null,
  cancelled_orders  int not null,
  cancelled_units   int not null,
  cancelled_amount  numeric(14, 2) not null,
  refunded_amount   numeric(14, 2) not null,
  sale_fee          numeric(14, 2),
  seller_shipping   numeric(14, 2),
  net_revenue       numeric(14, 2),
  price             numeric(14, 2),
  stock             int,
  has_clips         boolean,
  provisional       boolean not null,
  rebuilt_at        timestamptz not null,
  primary key (tenant_id, listing_id, date)
);
-- Serves the window queries of the screen and the rebuild's comparison.
create index listing_metrics_daily_by_date on listing_metrics_daily (tenant_id, date, connection_id);

-- One row per tenant, connection and day; an order with several listings counts once.
create table account_metrics_daily (
  tenant_id             uuid not null references tenants on delete cascade,
  connection_id         uuid not null,
  date                  date not null,
  orders                int not null,
  purchases             int not null,
  units                 int not null,
  gmv                   numeric(14, 2) not null,
  cancelled_orders      int not null,
  cancelled_units       int not null,
  cancelled_amount      numeric(14, 2) not null,
  refunded_amount       numeric(14, 2) not null,
  sale_fee              numeric(14, 2),
  seller_shipping       numeric(14, 2),
  net_revenue           numeric(14, 2),
  visits                int,
  listings_expected     int not null,
  listings_with_visits  int not null,
  provisional           boolean not null,
  rebuilt_at            timestamptz not null,
  primary key (tenant_id, connection_id, date)
);
