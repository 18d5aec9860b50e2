import { type Connection, setNickname } from '@pulso/connections';
import type { AppError, BusinessDay, BusinessWindow } from '@pulso/domain';
import { MeliRefusedError } from '@pulso/meli-client';
import {
  type CoverageSource,
  type ListingsOutcome,
  type MissingPart,
  type OrdersOutcome,
  refusalOf,
  rememberFailure,
  type SyncContext,
  syncDetails,
  syncFreight,
  syncListings,
  syncOrders,
  syncVisits,
  type VisitsChoice,
  type VisitsOutcome,
} from '@pulso/sync';
import { toRunError } from '../run-error.ts';
import type { JobContext } from './job-handler.ts';
import { openSeller } from './open-seller.ts';
import { collectUnknownStatuses, type UnknownStatus } from './unknown-statuses.ts';

/** What one connection's sync brought, as far as it came; `failure` is what ended it early. */
export interface ConnectionOutcome {
  connectionId: string;
  listings: ListingsOutcome | null;
  orders: OrdersOutcome | null;
  visits: VisitsOutcome | null;
  apiCalls: number;
  touchedDays: BusinessDay[];
  missing: MissingPart[];
  unknownStatuses: UnknownStatus[];
  failure: AppError | null;
}

/**
 * Copies one seller's facts: listings first, since orders refer to them, then what is looked at first for the fewest calls: orders, visits,
 * prices and clips, and last the freight of each order.
 * Never throws: one seller's trouble must not hold the others back.
 */
export async function syncConnection(
  job: JobContext,
  { connection, window, visits }: { connection: Connection; window: BusinessWindow; visits: VisitsChoice },
): Promise<ConnectionOutcome> {
  const { connectionId, tenantId } = connection;
  const outcome: ConnectionOutcome = {
    connectionId,
    listings: null,
    orders: null,
    visits: null,
    apiCalls: 0,
    touchedDays: [],
    missing: [],
    unknownStatuses: [],
    failure: null,
  };
  const unknown = collectUnknownStatuses(connectionId);
  const onCall = () => {
    outcome.apiCalls += 1;
  };
  const context = openSeller(job, connection, { onCall, unknown });
  const touched = new Set<BusinessDay>();
  try {
    const { nickname } = await context.client.users.getMe({ signal: job.signal });
    if (nickname) await setNickname(job.db, tenantId, { connectionId, nickname });
    await readSources(context, { outcome, touched, window, visits });
  } catch (thrown) {
    outcome.failure = toRunError(thrown);
    job.log.warn(
      { connectionId, err: thrown, errorCode: outcome.failure.code },
      'the sync of a connection ended early',
    );
  }
  outcome.touchedDays = [...touched].sort();
  outcome.unknownStatuses = unknown.list();
  if (outcome.unknownStatuses.length > 0) {
    job.log.warn(
      { connectionId, unknownStatuses: outcome.unknownStatuses },
      'Mercado Livre tells statuses that are not known',
    );
  }
  return outcome;
}

/**
 * A source that is refused as a whole lacks a permission: that is named, and the others are read all the same.
 * @throws MeliError what ends the sync of the connection; the refusal, when nothing at all could be read
 */
async function readSources(
  context: SyncContext,
  {
    outcome,
    touched,
    window,
    visits,
  }: { outcome: ConnectionOutcome; touched: Set<BusinessDay>; window: BusinessWindow; visits: VisitsChoice },
): Promise<void> {
  const take = (part: { touchedDays?: BusinessDay[]; missing?: MissingPart[] }) => {
    for (const day of part.touchedDays ?? []) touched.add(day);
    outcome.missing.push(...(part.missing ?? []));
  };
  const refusals: MeliRefusedError[] = [];
  const unlessRefused = async (source: MissingPart['source'], read: () => Promise<void>) => {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof MeliRefusedError)) throw error;
      refusals.push(error);
      const reason = refusalOf(error) ?? error.message;
      outcome.missing.push({ connectionId: context.connectionId, source, reason });
    }
  };
  const reading = <Outcome>(source: CoverageSource, read: () => Promise<Outcome>) =>
    rememberFailure(context, { source, window: source === 'orders' || source === 'visits' ? window : null }, read);
  await unlessRefused('listings', async () => {
    take((outcome.listings = await reading('listings', () => syncListings(context))));
  });
  await unlessRefused('orders', async () => {
    take((outcome.orders = await reading('orders', () => syncOrders(context, window))));
  });
  take((outcome.visits = await reading('visits', () => syncVisits(context, window, visits))));
  take({ missing: await reading('listings', () => syncDetails(context)) });
  take(await reading('freight', () => syncFreight(context)));
  if (refusals[0] && isNothingRead(outcome)) throw refusals[0];
}

function isNothingRead({ listings, orders, visits }: ConnectionOutcome): boolean {
  return (listings?.itemsProcessed ?? 0) + (orders?.ordersProcessed ?? 0) + (visits?.listingsRead ?? 0) === 0;
}
