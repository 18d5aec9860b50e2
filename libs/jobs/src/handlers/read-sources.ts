import type { BusinessDay } from '@pulso/domain';
import { MeliRefusedError } from '@pulso/meli-client';
import {
  type CoverageSource,
  listInaccessibleParts,
  type MissingPart,
  refusalOf,
  rememberFailure,
  type SyncContext,
  syncDetails,
  syncFreight,
  syncListings,
  syncOrders,
  syncVisits,
} from '@pulso/sync';
import type { Wanted } from './choose-wanted.ts';
import type { ConnectionOutcome } from './connection-outcome.ts';

/**
 * Reads listings first, since orders refer to them; then what is looked at first for the fewest calls: orders, visits, prices and clips;
 * then the freight of each order; last, what the seller's history still owes. A source that is refused as a whole lacks a permission:
 * that is named, and the others are read all the same.
 * @throws MeliError what ends the sync of the connection; the refusal, when nothing at all could be read
 */
export async function readSources(
  context: SyncContext,
  {
    outcome,
    touched,
    wanted: { window, visitsWindow, visits, history, publish },
  }: { outcome: ConnectionOutcome; touched: Set<BusinessDay>; wanted: Wanted },
): Promise<void> {
  /** Orders of which nothing was stored, so that no later reading names them again. */
  const unreadable = new Set<MissingPart>();
  const take = (part: { touchedDays?: BusinessDay[]; missing?: MissingPart[]; unreadable?: MissingPart[] }) => {
    for (const day of part.touchedDays ?? []) touched.add(day);
    for (const one of part.unreadable ?? []) unreadable.add(one);
    outcome.missing.push(...(part.missing ?? []), ...(part.unreadable ?? []));
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
  const reading = <Outcome>(source: CoverageSource, read: () => Promise<Outcome>) => {
    const owed = source === 'orders' ? window : source === 'visits' ? visitsWindow : null;
    return rememberFailure(context, { source, window: owed }, read);
  };
  await unlessRefused('listings', async () => {
    take((outcome.listings = await reading('listings', () => syncListings(context))));
  });
  await unlessRefused('orders', async () => {
    const options = { afterNewest: publish };
    take((outcome.orders = await reading('orders', () => syncOrders(context, window, options))));
  });
  take((outcome.visits = await reading('visits', () => syncVisits(context, visitsWindow, visits))));
  take({ missing: await reading('listings', () => syncDetails(context)) });
  take(await reading('freight', () => syncFreight(context)));
  outcome.inaccessibleParts = await listInaccessibleParts(context);
  if (refusals[0] && isNothingRead(outcome)) throw refusals[0];
  if (refusals.length > 0) return;
  for await (const part of history) {
    const orders = await reading('orders', () => syncOrders(context, part));
    outcome.orders = addOrders(outcome.orders, orders);
    // Each reading names every order that is still told in part.
    outcome.missing = outcome.missing.filter((one) => one.source !== 'orders' || unreadable.has(one));
    take(orders);
    // What was refused in this run is not asked for again by it.
    const except = outcome.missing.flatMap(({ shipmentId }) => shipmentId ?? []);
    take(await reading('freight', () => syncFreight(context, { except })));
  }
}

function addOrders(before: ConnectionOutcome['orders'], more: NonNullable<ConnectionOutcome['orders']>) {
  if (!before) return more;
  return {
    ...before,
    ordersProcessed: before.ordersProcessed + more.ordersProcessed,
    ordersCreated: before.ordersCreated + more.ordersCreated,
    ordersUpdated: before.ordersUpdated + more.ordersUpdated,
  };
}

function isNothingRead({ listings, orders, visits }: ConnectionOutcome): boolean {
  return (listings?.itemsProcessed ?? 0) + (orders?.ordersProcessed ?? 0) + (visits?.listingsRead ?? 0) === 0;
}
