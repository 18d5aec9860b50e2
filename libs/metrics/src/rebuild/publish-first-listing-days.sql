-- $1 tenant
-- Where nothing stands every row is new. They come in the order in which they were computed, which is that of their key.
with added as (
  insert into listing_metrics_daily select * from rebuild_listing_days where tenant_id = $1 returning 1
)
select (select count(*) from added)::int as written, 0 as removed
