-- $1 tenant, $2 corrections from before, $3 the first day that is kept or null, $4 how many at most
with gone as (
  delete from metrics_corrections
  where tenant_id = $1 and correction_id in (
    select correction_id from metrics_corrections
    where tenant_id = $1 and (corrected_at < $2 or date < $3::date)
    limit $4
  )
  returning 1
)
select count(*)::int as removed from gone
