import { type Connection, createTokenProvider, setNickname } from '@pulso/connections';
import type { AppError, BusinessDay, BusinessWindow } from '@pulso/domain';
import { createMeliClient, singleFlight } from '@pulso/meli-client';
import {
  type ListingsOutcome,
  type MissingPart,
  type OrdersOutcome,
  type SyncContext,
  syncFreight,
  syncListings,
  syncOrders,
  syncVisits,
  type VisitsOutcome,
} from '@pulso/sync';
import { toRunError } from '../run-error.ts';
import type { JobContext } from './job-handler.ts';

/** What one connection's sync brought, as far as it came; `failure` is what ended it early. */
export interface ConnectionOutcome {
  connectionId: string;
  listings: ListingsOutcome | null;
  orders: OrdersOutcome | null;
  visits: VisitsOutcome | null;
  apiCalls: number;
  touchedDays: BusinessDay[];
  missing: MissingPart[];
  failure: AppError | null;
}

/**
 * Copies one seller's facts: listings first, since orders refer to them, then orders, their freight, and visits.
 * Never throws: one seller's trouble must not hold the others back.
 */
export async function syncConnection(
  job: JobContext,
  { connection, window }: { connection: Connection; window: BusinessWindow },
): Promise<ConnectionOutcome> {
  const { connectionId, tenantId, sellerId } = connection;
  const outcome: ConnectionOutcome = {
    connectionId,
    listings: null,
    orders: null,
    visits: null,
    apiCalls: 0,
    touchedDays: [],
    missing: [],
    failure: null,
  };
  const client = createMeliClient({
    apiUrl: job.connections.application.apiUrl,
    tokens: singleFlight(createTokenProvider(job.db, tenantId, { connectionId, deps: job.connections })),
    budget: job.budget,
    clock: job.clock,
    onCall: () => {
      outcome.apiCalls += 1;
    },
  });
  const context: SyncContext = {
    db: job.db,
    client,
    tenantId,
    connectionId,
    sellerId,
    timeZone: job.tenant.timeZone,
    now: job.now,
    signal: job.signal,
    onProgress: (phase, done, total) => job.report({ phase, done, total }),
  };
  const touched = new Set<BusinessDay>();
  const take = (part: { touchedDays?: BusinessDay[]; missing?: MissingPart[] }) => {
    for (const day of part.touchedDays ?? []) touched.add(day);
    outcome.missing.push(...(part.missing ?? []));
  };
  try {
    const { nickname } = await client.users.getMe({ signal: job.signal });
    if (nickname) await setNickname(job.db, tenantId, { connectionId, nickname });
    take((outcome.listings = await syncListings(context)));
    take((outcome.orders = await syncOrders(context, window)));
    take(await syncFreight(context));
    take((outcome.visits = await syncVisits(context, window)));
  } catch (thrown) {
    outcome.failure = toRunError(thrown);
    job.log.warn(
      { connectionId, err: thrown, errorCode: outcome.failure.code },
      'the sync of a connection ended early',
    );
  }
  outcome.touchedDays = [...touched].sort();
  return outcome;
}
