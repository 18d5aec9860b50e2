import { errorTable } from '@pulso/domain';
import type { JobOutcome } from '@pulso/job-log';
import type { RebuildOutcome } from '@pulso/metrics';
import { tellPlan } from './announce-plan.ts';
import type { ConnectionOutcome } from './connection-outcome.ts';

/**
 * The honest outcome of a sync over several connections (contract 3): every one failed = FAILED; some failed, or
 * something owed was not read = PARTIAL with what is missing; else SUCCESS.
 */
export function toSyncOutcome(
  connections: readonly ConnectionOutcome[],
  rebuild: RebuildOutcome & { dateRange: object },
): JobOutcome {
  const result = tellSync(connections, rebuild);
  const { failures, missing, plan, notices, inaccessible, unknownStatuses } = tellParts(connections);
  const lists = { plan, notices, unknownStatuses, inaccessible, missing, failures };
  const metadata = { result, ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) };
  const recordsProcessed = result.sync.itemsProcessed + result.orders.ordersProcessed + result.visits.daysWritten;

  if (connections.length > 0 && failures.length === connections.length) {
    // The most telling failure first: one that is not simply a seller's missing authorisation.
    const cause = failures.find((one) => errorTable[one.errorCode].exitCode !== 3) ?? failures[0];
    return {
      status: 'FAILED',
      recordsProcessed,
      errorCode: cause?.errorCode ?? 'internal',
      errorMessage: cause?.errorMessage ?? null,
      metadata,
    };
  }
  const status = missing.length > 0 ? 'PARTIAL' : 'SUCCESS';
  return { status, recordsProcessed, errorCode: null, errorMessage: null, metadata };
}

/** What the caller of the endpoint gets of a sync (contract 3), the sums over its connections. */
export function tellSync(
  connections: readonly ConnectionOutcome[],
  { rowsUpserted, dateRange }: { rowsUpserted: number; dateRange: object },
) {
  const sum = (pick: (one: ConnectionOutcome) => number | undefined) =>
    connections.reduce((total, one) => total + (pick(one) ?? 0), 0);
  return {
    sync: {
      itemsProcessed: sum((one) => one.listings?.itemsProcessed),
      itemsCreated: sum((one) => one.listings?.itemsCreated),
      itemsUpdated: sum((one) => one.listings?.itemsUpdated),
    },
    orders: {
      ordersProcessed: sum((one) => one.orders?.ordersProcessed),
      ordersCreated: sum((one) => one.orders?.ordersCreated),
      ordersUpdated: sum((one) => one.orders?.ordersUpdated),
    },
    visits: {
      listingsRead: sum((one) => one.visits?.listingsRead),
      listingsFailed: sum((one) => one.visits?.listingsFailed),
      daysWritten: sum((one) => one.visits?.daysWritten),
    },
    apiCalls: sum((one) => one.apiCalls),
    rowsUpserted,
    dateRange,
  };
}

/** What metadata tells in lists; one that is empty is left out. */
function tellParts(connections: readonly ConnectionOutcome[]) {
  const failures = connections.flatMap(({ connectionId, failure }) =>
    failure ? [{ connectionId, errorCode: failure.code, errorMessage: failure.message }] : [],
  );
  const missing = [
    ...connections.flatMap((one) => one.missing),
    ...failures.map(({ connectionId, errorCode }) => ({ connectionId, reason: errorCode })),
  ];
  // Named, but no longer owed: listings, or only their prices or visits, refused in runs of two different days.
  const inaccessible = connections.flatMap(({ connectionId, listings, inaccessibleParts }) => [
    ...(listings?.inaccessible ?? []).map((listingId) => ({ connectionId, listingId })),
    ...inaccessibleParts.map((part) => ({ connectionId, ...part })),
  ]);
  const unknownStatuses = connections.flatMap((one) => one.unknownStatuses);
  // Each plan beside what came of it.
  const plan = connections.flatMap(({ connectionId, plan: planned, calls, apiCalls, duration_ms }) =>
    planned ? [{ connectionId, ...tellPlan(planned), outcome: { calls, apiCalls, durationMs: duration_ms } }] : [],
  );
  // How many of the changes of orders that were old enough to say so a notice had announced.
  const notices = connections.flatMap(({ connectionId, announced }) =>
    announced && announced.changes > 0 ? [{ connectionId, ...announced }] : [],
  );
  return { failures, missing, plan, notices, inaccessible, unknownStatuses };
}
