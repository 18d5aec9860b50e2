import { randomUUID } from 'node:crypto';
import { getTenant, listConnections } from '@pulso/connections';
import { query } from '@pulso/database';
import { businessDayOf, lastDays } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGate } from '../testing/open-gate.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { syncConnection } from './sync-connection.ts';

const AT = '2026-11-20T15:34:00Z';
/** Of the 24 of the world one is made only on the next day. */
const LISTINGS = 23;

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Awaited<ReturnType<typeof openGate>>;
beforeEach(async () => {
  const world = { listings: 24, ordersPerDay: 3 };
  seller = await openSimulatedSeller({ at: AT, seed: 'one connection', anchorDay: '2026-11-20', world });
  gate = await openGate(seller.simulator.url);
  Object.assign(seller.deps.connections.application, { apiUrl: gate.url });
});
afterEach(async () => {
  await gate.close();
  await seller.close();
});

const policy = {
  message: 'no policy',
  code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES',
  status: 403,
  blocked_by: 'PolicyAgent',
};

async function sync(options: { signal?: AbortSignal; phases?: string[] } = {}) {
  const { signal = new AbortController().signal, phases = [] } = options;
  const [connection] = await listConnections(seller.db, seller.tenantId);
  if (!connection) throw new Error('there is no connection');
  const tenant = await getTenant(seller.db, seller.tenantId);
  const now = seller.now();
  const report = ({ phase }: { phase: string }) => void (phases.at(-1) === phase || phases.push(phase));
  const job = {
    ...seller.deps,
    keysDb: seller.db,
    tenant,
    jobLogId: randomUUID(),
    now,
    signal,
    report,
    note: async () => undefined,
  };
  const window = lastDays(businessDayOf(now, tenant.timeZone), 5);
  return syncConnection(job, { connection, window, visits: 'all' });
}
const calls = () => Object.values(seller.simulator.counters()).reduce((sum, count) => sum + count, 0);
const failures = () => query(seller.db, 'select source, days::text, error_code from source_failures order by source');
const count = async (table: string) => (await query(seller.db, `select 1 from ${table}`)).length;

describe('the sync of one connection', () => {
  it('reads listings, orders, visits and freight in this order, counts its calls, and knows the days that changed', async () => {
    const phases: string[] = [];
    const before = calls();
    const outcome = await sync({ phases });
    expect(phases).toEqual(['listings', 'orders', 'visits', 'freight']);
    expect(outcome).toMatchObject({ connectionId: seller.connectionId, missing: [], failure: null });
    expect(outcome.apiCalls).toBe(calls() - before);
    expect(outcome.listings?.itemsProcessed).toBe(LISTINGS);
    expect(outcome.orders?.ordersCreated).toBe(await count('orders'));
    expect(outcome.visits?.daysWritten).toBe(await count('listing_visits'));
    expect(outcome.touchedDays).toEqual(
      [...new Set(outcome.touchedDays)].toSorted((one, other) => (one < other ? -1 : 1)),
    );
    expect(outcome.touchedDays).toEqual(expect.arrayContaining(['2026-11-16', '2026-11-20']));
    const [connection] = await listConnections(seller.db, seller.tenantId);
    expect(connection?.nickname).toBe(seller.simulator.sellers[0]?.nickname);
  });

  it('that meets an answer of an unknown form ends there with the path at fault, and keeps what it had read', async () => {
    gate.told.set('/orders/search', (page) => (page.get('offset') === '0' ? { body: { results: [{ id: 1 }] } } : null));
    const outcome = await sync();
    expect(outcome.failure).toMatchObject({
      code: 'meli_contract',
      message: expect.stringContaining('/orders/search'),
    });
    expect(outcome).toMatchObject({ listings: { itemsProcessed: LISTINGS }, orders: null, visits: null });
    expect(await count('listings')).toBe(LISTINGS);
    expect(await count('orders')).toBe(0);
  });

  it('that is refused all orders lacks the permission for orders: the rest is read, and that is named', async () => {
    gate.told.set('/orders/search', () => ({ status: 403, body: policy }));
    const outcome = await sync();
    expect(outcome).toMatchObject({
      failure: null,
      orders: null,
      listings: { itemsProcessed: LISTINGS },
      missing: [
        { connectionId: seller.connectionId, source: 'orders', reason: '403 PA_UNAUTHORIZED_RESULT_FROM_POLICIES' },
      ],
    });
    expect(outcome.visits?.listingsRead).toBeGreaterThan(10);
    const [connection] = await listConnections(seller.db, seller.tenantId);
    expect(connection?.status).toBe('active');
    expect(await failures()).toEqual([
      { source: 'orders', days: '[2026-11-16,2026-11-21)', error_code: 'meli_refused' },
    ]);
    gate.told.delete('/orders/search');
    expect((await sync()).missing).toEqual([]);
    expect(await failures()).toEqual([]);
  });

  it('that is refused discovery reads the listings that it knows, those of orders too, and says so', async () => {
    gate.told.set(`/users/${seller.sellerId}/items/search`, () => ({ status: 403, body: policy }));
    const first = await sync();
    const named = { source: 'listings', reason: 'discovery: 403 PA_UNAUTHORIZED_RESULT_FROM_POLICIES' };
    expect(first).toMatchObject({ failure: null, listings: { itemsProcessed: 0 }, missing: [named] });
    expect(first.orders?.ordersCreated).toBeGreaterThan(5);
    seller.moveTo('2026-11-20T16:34:00Z');
    const second = await sync();
    expect(second.failure).toBeNull();
    expect(second.missing).toEqual(expect.arrayContaining([expect.objectContaining(named)]));
    expect(second.listings?.itemsCreated).toBeGreaterThan(2);
    expect(await query(seller.db, `select 1 from source_coverage where source = 'listings'`)).toEqual([]);
  });

  it('that is refused everything failed, and does not ask the seller to authorise again', async () => {
    for (const path of [`/users/${seller.sellerId}/items/search`, '/orders/search']) {
      gate.told.set(path, () => ({ status: 403, body: policy }));
    }
    gate.told.set(`/users/${seller.sellerId}/items_visits/time_window`, () => ({ status: 403, body: policy }));
    const outcome = await sync();
    expect(outcome.failure).toMatchObject({ code: 'meli_refused' });
    const [connection] = await listConnections(seller.db, seller.tenantId);
    expect(connection?.status).toBe('active');
  });

  it('that is not told the seller’s name reads everything else, and keeps the name that is known', async () => {
    await sync();
    for (const told of [{ status: 403, body: policy }, { body: { id: null } }]) {
      gate.told.set('/users/me', () => told);
      const outcome = await sync();
      expect(outcome).toMatchObject({ failure: null, missing: [], listings: { itemsProcessed: LISTINGS } });
      expect(outcome.visits?.listingsRead).toBeGreaterThan(10);
    }
    const [connection] = await listConnections(seller.db, seller.tenantId);
    expect(connection?.nickname).toBe(seller.simulator.sellers[0]?.nickname);
  });

  it('Q65 of which one listing’s visits always fail reads the others, the prices and the freight, and names the one', async () => {
    gate.told.set('/items/MLB4100200301/visits/time_window', () => ({ status: 503, body: { message: 'away' } }));
    const outcome = await sync();
    expect(outcome).toMatchObject({
      failure: null,
      visits: { listingsFailed: 1 },
      missing: [{ source: 'visits', listingId: 'MLB4100200301', reason: 'meli_unavailable' }],
    });
    expect(outcome.visits?.listingsRead).toBeGreaterThan(10);
    const read = 'select 1 from shipments where seller_cost is not null';
    expect(await query(seller.db, read)).not.toEqual([]);
    expect(await query(seller.db, 'select 1 from listing_sightings where price is not null')).not.toEqual([]);
  });

  it('whose key is dead ends before any reading, and the seller has to authorise again', async () => {
    await seller.simulator.issueRefreshToken(seller.sellerId);
    seller.moveTo('2026-11-21T15:34:00Z');
    const outcome = await sync();
    expect(outcome).toMatchObject({ listings: null, orders: null, failure: { code: 'reauthorisation_required' } });
    const [connection] = await listConnections(seller.db, seller.tenantId);
    expect(connection?.status).toBe('reauthorisation_required');
  });

  it('that is stopped says so, and keeps what it had read', async () => {
    const stop = new AbortController();
    gate.told.set('/orders/search', (asked) => {
      // The plan counts them before anything is read.
      if (asked.get('limit') === '1') return null;
      stop.abort();
      return { body: {} };
    });
    const outcome = await sync({ signal: stop.signal });
    expect(outcome).toMatchObject({
      failure: { code: 'interrupted' },
      orders: null,
      listings: { itemsProcessed: LISTINGS },
    });
  });
});
