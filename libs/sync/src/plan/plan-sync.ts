import { query, readSql } from '@pulso/database';
import { addDays, type BusinessWindow, businessDayOf, startOfBusinessDay } from '@pulso/domain';
import { MeliAuthorizationError, MeliError } from '@pulso/meli-client';
import { listOwedShipments } from '../freight/list-owed-shipments.ts';
import { listOwedDetails } from '../listings/list-owed-details.ts';
import { cutIntoDays } from '../orders/order-days.ts';
import { listDueSweeps } from '../orders/sweep-orders.ts';
import type { SyncContext } from '../sync-context.ts';
import { listOwedVisits, type VisitsChoice } from '../visits/list-owed-visits.ts';
import { cutByReach } from '../visits/read-visit-days.ts';
import { estimateCalls, type PlannedCalls, type SyncLoad, sum } from './estimate-calls.ts';

const readLoad = readSql(new URL('./read-load.sql', import.meta.url));
const FIRST_DAYS = 7;
const HOUR_MS = 3_600_000;

/** What a sync of one seller is going to do. */
export interface SyncPlan {
  calls: PlannedCalls;
  /** All calls; null as soon as one part is not known. */
  total: number | null;
  /** The days whose orders are read before all others. */
  freshFirst: BusinessWindow;
}

/**
 * Plans the sync of one seller before it begins: from what is stored, and at the first sync from what Mercado Livre counts, by two calls.
 * @param options.window the days whose orders are read, `visitsWindow` those whose visits are
 * What it does not count stays unknown.
 * @throws MeliAuthorizationError when the seller has to authorise again
 */
export async function planSync(
  context: SyncContext,
  { window, visitsWindow, visits }: { window: BusinessWindow; visitsWindow: BusinessWindow; visits: VisitsChoice },
): Promise<SyncPlan> {
  const { now, timeZone } = context;
  const today = businessDayOf(now, timeZone);
  const known = await readKnown(context, window);
  const visitsOf = (part: BusinessWindow) => cutByReach(part, today).length;
  const load = known.changes_known_through
    ? await addOwed(context, {
        known,
        visits: (await listOwedVisits(context, visitsWindow, visits)).reduce(
          (calls, { owed_from, owed_to }) => calls + visitsOf({ from: owed_from, to: owed_to }),
          0,
        ),
      })
    : await countFirst(context, { window, unread_days: known.unread_days, visitsPerListing: visitsOf(visitsWindow) });
  const calls = estimateCalls(load);
  const newest = addDays(today, 1 - FIRST_DAYS);
  return {
    calls,
    total: sum(...Object.values(calls)),
    freshFirst: { from: newest > window.from ? newest : window.from, to: today },
  };
}

interface Known {
  changes_known_through: Date | null;
  listings: number;
  orders_per_day: number | null;
  changes_per_day: number | null;
  unread_days: number;
}

async function readKnown({ db, tenantId, connectionId, now, timeZone }: SyncContext, window: BusinessWindow) {
  const [known] = await query<Known>(db, readLoad, {
    bind: [tenantId, connectionId, now, startOfBusinessDay(window.from, timeZone)],
  });
  return known as Known;
}

async function addOwed(context: SyncContext, { known, visits }: { known: Known; visits: number }): Promise<SyncLoad> {
  const details = await listOwedDetails(context);
  const freight = await listOwedShipments(context);
  const sweeps = await listDueSweeps(context, { readThrough: known.changes_known_through });
  const swept = cutIntoDays(
    sweeps.flatMap(({ stretch }) => (stretch ? [stretch] : [])),
    context.timeZone,
  );
  const since_ms = context.now.getTime() - (known.changes_known_through?.getTime() ?? context.now.getTime());
  return {
    listings: known.listings,
    ordersPerDay: known.orders_per_day,
    changesPerDay: known.changes_per_day,
    sinceChanges_hours: Math.max(0, since_ms) / HOUR_MS,
    // What lies after the last read is brought by the changes.
    unread_days: Math.max(0, known.unread_days - since_ms / (24 * HOUR_MS)),
    swept_days: swept.length,
    isCounted: false,
    owed: {
      details: details.reduce((calls, one) => calls + Number(one.price_is_owed) + Number(one.performance_is_owed), 0),
      visits,
      freight: freight.count,
    },
  };
}

/** Of the first sync every listing is expected to be owed its price, its clip and its visits, and every order its freight. */
async function countFirst(
  context: SyncContext,
  { window, unread_days, visitsPerListing }: { window: BusinessWindow; unread_days: number; visitsPerListing: number },
): Promise<SyncLoad> {
  const { client, sellerId, now, timeZone } = context;
  const search = { field: 'date_closed', from: startOfBusinessDay(window.from, timeZone), to: now } as const;
  const listings = await unlessFailed(() => client.items.count(sellerId, context));
  const orders = await unlessFailed(() => client.orders.count(sellerId, search, context));
  return {
    listings,
    ordersPerDay: orders === null || unread_days === 0 ? null : orders / unread_days,
    changesPerDay: null,
    sinceChanges_hours: null,
    unread_days,
    swept_days: 0,
    isCounted: true,
    owed: {
      details: listings === null ? null : 2 * listings,
      visits: listings === null ? null : visitsPerListing * listings,
      freight: 0,
    },
  };
}

/** A plan is no reason for a sync to fail: whatever else is wrong shows when the rows themselves are read. */
async function unlessFailed(count: () => Promise<number>): Promise<number | null> {
  try {
    return await count();
  } catch (error) {
    if (!(error instanceof MeliError) || error instanceof MeliAuthorizationError) throw error;
    return null;
  }
}
