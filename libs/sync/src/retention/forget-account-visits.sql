-- $1 tenant, $2 the first day that is kept, $3 how many at most
with gone as (
  delete from account_visits
  where tenant_id = $1 and (connection_id, day) in (
    select connection_id, day from account_visits where tenant_id = $1 and day < $2::date limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
