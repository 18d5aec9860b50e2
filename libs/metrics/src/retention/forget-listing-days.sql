-- $1 tenant, $2 the first day that is kept, $3 how many at most
with gone as (
  delete from listing_metrics_daily
  where tenant_id = $1 and date < $2::date and (listing_id, date) in (
    select listing_id, date from listing_metrics_daily where tenant_id = $1 and date < $2::date limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
