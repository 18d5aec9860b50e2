-- $1 tenant, $2 the first instant that is kept, $3 how many at most
-- The status that held at that instant stays, however long ago it was first seen.
with gone as (
  delete from listing_statuses
  where tenant_id = $1 and (listing_id, seen_at) in (
    select s.listing_id, s.seen_at from listing_statuses s
    where s.tenant_id = $1 and s.seen_at < $2
      and exists (
        select from listing_statuses n
        where n.tenant_id = $1 and n.listing_id = s.listing_id and n.seen_at > s.seen_at and n.seen_at <= $2
      )
    limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
