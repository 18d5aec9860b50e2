/**
 * SQL that is true for a row whose process gave no sign of life for longer than the lease. Leases compare with the database's clock, so that
 * a process with a wrong clock neither kills nor outlives anybody.
 * @param lease_ms the placeholder of the lease
 */
export function isSilent(lease_ms: `$${number}`): string {
  return `status in ('QUEUED', 'RUNNING')
    and heartbeat_at < clock_timestamp() - make_interval(secs => ${lease_ms}::double precision / 1000)`;
}

/**
 * What is written of a run whose process is gone.
 * @param now the placeholder of the instant at which its death is noticed
 */
export function declaredDead(now: `$${number}`): string {
  return `status = 'ABANDONED', completed_at = ${now}, duration_ms = ${durationUntil(now)},
    error_code = 'interrupted', error_message = 'The process that ran this gave no sign of life any more'`;
}

/** For how long a row ran, in milliseconds; 0 when it never began. */
export function durationUntil(now: `$${number}`): string {
  return `case when started_at is null then 0
    else greatest(0, round(extract(epoch from ${now}::timestamptz - started_at) * 1000))::int end`;
}
