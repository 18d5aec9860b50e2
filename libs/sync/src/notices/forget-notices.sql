-- $1 tenant, $2 notices from before, $3 how many at most
-- Those that still wait too: so old, what they announced was long found by polling, or has no connection any more.
with gone as (
  delete from notices
  where tenant_id = $1 and notice_id in (
    select notice_id from notices where tenant_id = $1 and received_at < $2 order by received_at limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
