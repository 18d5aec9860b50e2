-- A listing has one row per day. Where a unique index says so there is nothing to look for (index-listing-days.sql).
select listing_id, date::text as date, count(*)::text as told, '1' as expected
from rebuild_listing_days
where $1::uuid is not null and $2::date is not null
  and not exists (select from pg_index where indrelid = 'pg_temp.rebuild_listing_days'::regclass and indisunique and indisvalid)
group by listing_id, date
having count(*) > 1
