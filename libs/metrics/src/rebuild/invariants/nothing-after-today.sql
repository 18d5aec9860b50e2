-- No row lies after the tenant's today. $2 today
select coalesce(listing_id, 'account') as listing_id, date::text as date, date::text as told, 'not after ' || $2::date as expected
from (
  select listing_id, date from rebuild_listing_days
  union all
  select null, date from rebuild_account_days
) as rows
where $1::uuid is not null and date > $2::date
