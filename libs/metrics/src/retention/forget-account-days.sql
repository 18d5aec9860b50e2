-- $1 tenant, $2 the first day that is kept, $3 how many at most
with gone as (
  delete from account_metrics_daily
  where tenant_id = $1 and (connection_id, date) in (
    select connection_id, date from account_metrics_daily where tenant_id = $1 and date < $2::date limit $3
  )
  returning 1
)
select count(*)::int as removed from gone
