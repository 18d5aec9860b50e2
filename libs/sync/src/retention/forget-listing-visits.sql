-- $1 tenant, $2 the first day that is kept, $3 how many at most
with gone as (
  delete from listing_visits
  where tenant_id = $1 and (listing_id, day) in (
    select listing_id, day from listing_visits where tenant_id = $1 and day < $2::date limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
