import assert from 'node:assert/strict';
import { createTokenProvider } from '@pulso/connections';
import { businessDayOf } from '@pulso/domain';
import { createMeliClient } from '@pulso/meli-client';
import { openSimulatedSeller } from '../../../libs/jobs/src/testing/simulated-seller.ts';
import { type BenchRow, judgeRow } from '../bench-row.ts';
import { lowerBound } from '../client/lower-bound.ts';
import { type Everything, isActive, readEverything, shipmentsOf } from '../client/read-everything.ts';
import { changeOrders } from './change-orders.ts';

const DAYS = 30;
const FIRST_AT = new Date('2026-11-20T15:00:00Z');
const NEXT_AT = new Date('2026-11-20T16:00:00Z');
const CHANGED_ORDERS = 50;

export type Seller = Awaited<ReturnType<typeof openSimulatedSeller>>;

const LARGE = { listings: 1251, ordersPerDay: 345 };

/** The calls of a first sync and of the hourly one after it, each against the fewest that could bring the same facts. */
export async function countSyncCalls({ listings, ordersPerDay } = LARGE): Promise<BenchRow[]> {
  const seller = await openSimulatedSeller({
    at: FIRST_AT.toISOString(),
    seed: 'bench',
    anchorDay: '2026-11-20',
    world: { listings, ordersPerDay, historyDays: DAYS + 10 },
  });
  try {
    const first = await countCallsOf(seller, { daysBack: DAYS });
    const before = await readAll(seller);
    seller.moveTo(NEXT_AT.toISOString());
    const changed = await changeOrders(seller, { from: FIRST_AT, to: NEXT_AT, count: CHANGED_ORDERS });
    const next = await countCallsOf(seller, { daysBack: DAYS, visits: 'due' });
    const after = await readAll(seller);
    const { items, orders } = before;
    return [
      judgeRow({
        name: `sync: calls of a first sync, ${items.length} listings, ${orders.length} orders, ${DAYS} days`,
        value: first,
        unit: 'calls',
        reference: lowerBound(before, { days: DAYS }),
        bound: 1.05,
      }),
      judgeRow({
        name: `sync: calls of the next hour, ${changed.length} changed orders`,
        value: next,
        unit: 'calls',
        reference: lowerBoundOfChanges({ before, after, changed }),
        bound: 1.1,
      }),
    ];
  } finally {
    await seller.close();
  }
}

async function countCallsOf(seller: Seller, params: { daysBack: number; visits?: 'due' }): Promise<number> {
  const before = total(seller);
  const run = await seller.run('sync-mercadolivre', params);
  assert.equal(run.status, 'SUCCESS', JSON.stringify(run.metadata));
  return total(seller) - before;
}

const total = ({ simulator }: Seller) => Object.values(simulator.counters()).reduce((sum, calls) => sum + calls, 0);

/** The same seller by the client alone, with the keys of its connection. */
function readAll(seller: Seller): Promise<Everything> {
  const today = businessDayOf(seller.now(), 'America/Sao_Paulo');
  return readEverything(openClient(seller), { sellerId: seller.sellerId, today, days: DAYS });
}

export function openClient({ db, tenantId, connectionId, deps }: Seller) {
  const tokens = createTokenProvider(db, tenantId, { connectionId, deps: deps.connections });
  return createMeliClient({ apiUrl: deps.connections.application.apiUrl, tokens, clock: deps.clock });
}

/**
 * Who was told of no change has to look at each listing once, twenty in a call, and at one page of orders for each fifty that changed.
 * Prices and clips are owed of listings that moved, freight of shipments that were not there; visits of none after an hour.
 */
function lowerBoundOfChanges({
  before,
  after,
  changed,
}: {
  before: Everything;
  after: Everything;
  changed: Everything['orders'];
}): number {
  const moved = after.items.filter(
    (item) => isActive(item) && item.last_updated !== null && item.last_updated > FIRST_AT,
  );
  const known = new Set(shipmentsOf(before.orders));
  const parts = {
    me: 1,
    discovery: Math.ceil(after.items.length / 100) + 1,
    listings: Math.ceil(after.items.length / 20),
    orders: Math.ceil(changed.length / 50),
    freight: shipmentsOf(changed).filter((shipmentId) => !known.has(shipmentId)).length,
    prices: moved.length,
    clips: moved.filter((item) => !item.catalog_listing).length,
    accountVisits: 1,
  };
  return Object.values(parts).reduce((sum, part) => sum + part, 0);
}
