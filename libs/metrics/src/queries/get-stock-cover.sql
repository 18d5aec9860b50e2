-- $1 tenant, $2 today, $3 connection or null, $4 listings or null for all, $5 limit, $6 days that are soon, or null
-- How long the stock of each listing lasts, the shortest first; with $6 those that end soon before those that have ended. A listing
-- whose stock was not seen in those days is not named.
with
-- 28 closed days and today, whose stock is the newest but whose sales are not whole yet.
days as (
  select listing_id, connection_id, date, units, stock, date < $2::date as is_closed
  from listing_metrics_daily
  where tenant_id = $1 and date between $2::date - 28 and $2::date
    and ($3::uuid is null or connection_id = $3::uuid)
    and ($4::text[] is null or listing_id = any ($4::text[]))
),
seen as (
  select
    listing_id,
    (array_agg(connection_id order by date desc))[1] as connection_id,
    (array_agg(stock order by date desc) filter (where stock is not null))[1] as stock,
    max(date) filter (where stock is not null) as stock_day,
    -- Days without stock sell nothing and would make the stock look longer than it is.
    count(*) filter (where is_closed and stock > 0) as days_in_stock,
    sum(units) filter (where is_closed and stock > 0) as units_in_stock,
    count(*) filter (where is_closed and stock = 0) as days_out,
    count(*) filter (where is_closed and stock is not null) as days_observed
  from days
  group by listing_id
),
covers as (
  select *, stock * days_in_stock / nullif(units_in_stock, 0)::numeric as cover_days
  from seen
  where stock is not null
)
select
  s.listing_id,
  s.connection_id,
  l.title,
  s.stock,
  s.stock_day::text as stock_day,
  s.cover_days,
  s.days_out::int as days_out,
  s.days_observed::int as days_observed
from covers s
left join listings l on l.tenant_id = $1 and l.listing_id = s.listing_id
-- Of all listings those that are closed are not asked for: nobody fills their stock again.
where $4::text[] is not null or l.status is distinct from 'closed'
-- What can still be restocked in time is not crowded out by what has ended, however many those are.
order by coalesce(s.stock > 0 and s.cover_days <= $6, false) desc, s.cover_days nulls last, s.listing_id
limit $5
