-- $1 tenant, $2 first day, $3 last day, $4 listings
-- One row per listing that has a day in the window: its revenue of every day of the window, null where it has no row.
with
-- Only rows of these listings, found by their key.
cells as (
  select listing_id, date, (gmv * 100)::bigint as gmv_cents
  from listing_metrics_daily
  where tenant_id = $1 and listing_id = any ($4::text[]) and date between $2 and $3
),
-- A day without a row is null, so that every list is as long as the window.
days as (
  select l.listing_id, d.day::date as date
  from (select distinct listing_id from cells) as l
  cross join generate_series($2::date, $3::date, interval '1 day') as d (day)
)
select d.listing_id, jsonb_agg(c.gmv_cents order by d.date) as gmv_cents
from days d
left join cells c using (listing_id, date)
group by d.listing_id
