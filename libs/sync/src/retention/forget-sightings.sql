-- $1 tenant, $2 the first day that is kept, $3 how many at most
-- The last known clip of a listing holds on the days after it (contract 4), so the newest sighting of one stays.
with gone as (
  delete from listing_sightings
  where tenant_id = $1 and (listing_id, day) in (
    select s.listing_id, s.day from listing_sightings s
    where s.tenant_id = $1 and s.day < $2::date
      and (s.has_clips is null or exists (
        select from listing_sightings n
        where n.tenant_id = $1 and n.listing_id = s.listing_id and n.day > s.day and n.day <= $2::date
          and n.has_clips is not null
      ))
    limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
