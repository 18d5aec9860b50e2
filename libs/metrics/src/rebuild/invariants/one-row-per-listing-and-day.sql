-- A listing has one row per day.
select listing_id, date::text as date, count(*)::text as told, '1' as expected
from rebuild_listing_days
where $1::uuid is not null and $2::date is not null
group by listing_id, date
having count(*) > 1
