import { type Database, type QueryOptions, query, readSql } from '@pulso/database';
import type { AppErrorCode, FreshnessPromise } from '@pulso/domain';
import { listTenantAges, type SourceFreshness } from '../freshness/get-freshness.ts';
import type { JobType } from '../job-definitions.ts';
import type { FailingJob, ObservedConnection, ObservedSource, ObservedTenant } from './observed-tenant.ts';

const connectionsSql = readSql(new URL('./list-watched-connections.sql', import.meta.url));
const failuresSql = readSql(new URL('./list-failing-jobs.sql', import.meta.url));

/** Longer than the pause between two runs of any schedule. */
const FAILURES_MS = 15 * 86_400_000;
/** Notices that cannot be read are told as such; the hourly sync brings what they point to. */
const JOBS_TOLD_OTHERWISE: JobType[] = ['read-notices'];
/** Somebody wanted the end, or the lost connection is told. */
const NO_FAILURES: AppErrorCode[] = ['interrupted', 'cancelled', 'reauthorisation_required'];

interface ConnectionRow {
  tenant_id: string;
  connection_id: string;
  seller: string;
  is_active: boolean;
  status_reason: string | null;
  status_at: Date;
  created_at: Date;
  waiting: number;
  waiting_since: Date | null;
  missed: number;
  missed_since: Date | null;
}

interface FailureRow {
  tenant_id: string;
  job_type: string;
  failures: number;
  attempt: number;
  first_failed_at: Date;
  last_failed_at: Date;
  error_code: string | null;
}

/** Reads all that `decideIncidents` wants to know of every tenant. */
export async function observeTenants(
  db: Database,
  { promise, now, transaction }: { promise: FreshnessPromise; now: Date; transaction: QueryOptions['transaction'] },
): Promise<ObservedTenant[]> {
  const tenants = await listTenantAges(db, { promise, now, transaction });
  const connections = await query<ConnectionRow>(db, connectionsSql, { bind: [now], transaction });
  const since = new Date(now.getTime() - FAILURES_MS);
  const failures = await query<FailureRow>(db, failuresSql, {
    bind: [since, JOBS_TOLD_OTHERWISE, NO_FAILURES],
    transaction,
  });
  const connectionsOf = Map.groupBy(connections, (row) => row.tenant_id);
  const failuresOf = Map.groupBy(failures, (row) => row.tenant_id);
  return tenants.map(({ tenantId, isPaused, sources }) => {
    const sourcesOf = Map.groupBy(sources, (source) => source.connectionId);
    return {
      tenantId,
      isPaused,
      connections: (connectionsOf.get(tenantId) ?? []).map((row) =>
        toConnection(row, sourcesOf.get(row.connection_id) ?? []),
      ),
      failingJobs: (failuresOf.get(tenantId) ?? []).map(toFailingJob),
    };
  });
}

function toConnection(row: ConnectionRow, sources: readonly SourceFreshness[]): ObservedConnection {
  return {
    connectionId: row.connection_id,
    seller: row.seller,
    isActive: row.is_active,
    statusReason: row.status_reason,
    statusAt: row.status_at,
    createdAt: row.created_at,
    sources: sources.map(toSource),
    notices: {
      waiting: row.waiting,
      waitingSince: row.waiting_since,
      missed: row.missed,
      missedSince: row.missed_since,
    },
  };
}

function toSource({ source, coveredThrough, lastSuccessAt }: SourceFreshness): ObservedSource {
  const toDate = (instant: string | null) => (instant === null ? null : new Date(instant));
  return { source, coveredThrough: toDate(coveredThrough), lastSuccessAt: toDate(lastSuccessAt) };
}

function toFailingJob(row: FailureRow): FailingJob {
  return {
    jobType: row.job_type,
    failures: row.failures,
    attempt: row.attempt,
    firstFailedAt: row.first_failed_at,
    lastFailedAt: row.last_failed_at,
    errorCode: row.error_code,
  };
}
