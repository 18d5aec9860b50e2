-- $1 tenant, $2 the first instant that is kept, $3 its day
-- What was read of days that are not kept is not known any more: a rebuild must not take them for days without a sale, and the seller's
-- history is not wanted from before.
with trimmed as (
  update source_coverage
  set covered = covered - tstzmultirange(tstzrange(null, $2))
  where tenant_id = $1 and covered && tstzrange(null, $2)
)
update connections
set history_from = $3::date
where tenant_id = $1 and history_from < $3::date
