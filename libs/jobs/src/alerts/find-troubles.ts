import { lostConsentReason } from '@pulso/connections';
import { type FreshnessPromise, freshnessOf, worstOf } from '@pulso/domain';
import type { LateSource, Trouble } from './incident.ts';
import type { FailingJob, ObservedConnection, ObservedSource, ObservedTenant } from './observed-tenant.ts';

/** Notices are read within a minute; for so long they may wait for whatever holds them up. */
const NOTICES_PATIENCE_MS = 30 * 60_000;

interface Bounds {
  promise: FreshnessPromise;
  now: Date;
}

/** What is wrong for a tenant now. Nothing is expected of one that is paused. */
export function findTroubles(tenant: ObservedTenant, bounds: Bounds): Trouble[] {
  if (tenant.isPaused) return [];
  const { tenantId, connections } = tenant;
  return [
    ...findLateness(tenant, bounds),
    ...tenant.failingJobs.filter(failedTwice).map((job): Trouble => {
      const { jobType, failures, errorCode, firstFailedAt, lastFailedAt } = job;
      const details = { failures, errorCode, lastFailedAt: lastFailedAt.toISOString() };
      return { tenantId, kind: 'run_failed', subject: jobType, since: firstFailedAt, details };
    }),
    ...connections.filter((one) => !one.isActive).map((one) => lostConnection(tenantId, one)),
    ...connections.filter((one) => one.isActive).flatMap((one) => findLostNotices(tenantId, one, bounds.now)),
  ];
}

/** Late or stale as a whole, by the worst source of the connections that are read; the lost ones are a trouble of their own. */
function findLateness({ tenantId, connections }: ObservedTenant, { promise, now }: Bounds): Trouble[] {
  const behind = connections
    .filter((one) => one.isActive)
    .flatMap((connection) => connection.sources.map((source) => ({ connection, source })))
    .map(({ connection, source }) => {
      const coveredThrough = throughOf(connection, source);
      const status = freshnessOf(source.source, promise, { coveredThrough, now });
      return { status, source: toLateSource(connection, source) };
    })
    .filter(({ status }) => status !== 'fresh');
  const [first, ...others] = behind.map(({ source }) => Date.parse(source.through));
  if (first === undefined) return [];
  const kind = worstOf(behind.map(({ status }) => status)) === 'stale' ? 'data_stale' : 'data_late';
  const sources = behind.map(({ source }) => source);
  return [{ tenantId, kind, subject: '', since: new Date(Math.min(first, ...others)), details: { promise, sources } }];
}

/**
 * Up to when a source is read, for an alert. One that was not read yet is given the time of the promise from its connection on; where
 * the last good reading left a new listing to be read, that reading counts, or each new listing would be an alert.
 */
export function throughOf({ createdAt }: ObservedConnection, { coveredThrough, lastSuccessAt }: ObservedSource): Date {
  return coveredThrough ?? lastSuccessAt ?? createdAt;
}

function toLateSource(connection: ObservedConnection, source: ObservedSource): LateSource {
  const { connectionId, seller } = connection;
  return { connectionId, seller, source: source.source, through: throughOf(connection, source).toISOString() };
}

/** A second attempt that failed, or two runs in a row. */
function failedTwice({ failures, attempt }: FailingJob): boolean {
  return failures >= 2 || attempt >= 2;
}

function lostConnection(
  tenantId: string,
  { connectionId, seller, statusReason, statusAt }: ObservedConnection,
): Trouble {
  const reason = statusReason ?? lostConsentReason(null);
  return { tenantId, kind: 'connection_lost', subject: connectionId, since: statusAt, details: { seller, reason } };
}

function findLostNotices(
  tenantId: string,
  { connectionId, seller, notices }: ObservedConnection,
  now: Date,
): Trouble[] {
  const { waiting, waitingSince, missed, missedSince } = notices;
  const isStuck = waitingSince !== null && now.getTime() - waitingSince.getTime() > NOTICES_PATIENCE_MS;
  const [since] = [isStuck ? waitingSince : null, missedSince]
    .filter((one) => one !== null)
    .sort((one, other) => one.getTime() - other.getTime());
  if (!since) return [];
  const details = { seller, waiting: isStuck ? waiting : 0, missed };
  return [{ tenantId, kind: 'notices_lost', subject: connectionId, since, details }];
}
