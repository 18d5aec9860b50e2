-- A note of which only sales changed: of such a day only the listings that sold on it, before or now, are derived anew.
alter table stale_days add column sales_only boolean not null default false;
-- For the rebuild of such a day (libs/metrics/src/rebuild/stage-sold.sql): its rows with sales, of thousands without.
create index listing_metrics_daily_with_sales on listing_metrics_daily (tenant_id, date) where orders > 0
