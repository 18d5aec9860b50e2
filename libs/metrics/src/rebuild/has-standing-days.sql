-- $1 tenant
-- Whether any row stands between the first and the last of the days asked for, of a listing or of an account; more days than asked may lie there,
-- which only means that a comparison is made that could have been left out. And about how many rows were computed, as they were counted for
-- their statistics.
with span as (
  select min(day) as first_day, max(day) as last_day
  from (select day from rebuild_days union all select day from unread_days) as days
)
select
  exists (
    select from listing_metrics_daily
    where tenant_id = $1 and date between (select first_day from span) and (select last_day from span)
  )
  or exists (
    select from account_metrics_daily
    where tenant_id = $1 and date between (select first_day from span) and (select last_day from span)
  ) as stands,
  (select reltuples::int from pg_class where oid = 'pg_temp.rebuild_listing_days'::regclass) as computed
