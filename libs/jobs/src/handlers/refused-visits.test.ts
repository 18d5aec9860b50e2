import { afterAll, beforeAll, expect, it } from 'vitest';
import { getFreshness } from '../freshness/get-freshness.ts';
import { openGate } from '../testing/open-gate.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

const promise = { freshWithin_minutes: 120, staleAfter_minutes: 1560 };

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Awaited<ReturnType<typeof openGate>>;
beforeAll(async () => {
  const world = { listings: 24, ordersPerDay: 3 };
  seller = await openSimulatedSeller({ at: '2026-11-20T15:34:00Z', seed: 'refused', anchorDay: '2026-11-20', world });
  gate = await openGate(seller.simulator.url);
  Object.assign(seller.deps.connections.application, { apiUrl: gate.url });
});
afterAll(async () => {
  await gate.close();
  await seller.close();
});

const sync = (daysBack: number) => seller.run('sync-mercadolivre', { daysBack });
async function visits() {
  const [tenant] = await getFreshness(seller.db, { promise, now: seller.now(), tenantId: seller.tenantId });
  return tenant?.sources.find((source) => source.source === 'visits');
}

it('one listing whose visits are refused makes them late for two days, and is then named and no longer waited for', async () => {
  await sync(5);
  const refusal = { message: 'forbidden', error: 'access_denied', status: 403, cause: null };
  // The first listing of every simulated world; it is active.
  gate.told.set('/items/MLB4100200301/visits/time_window', () => ({ status: 403, body: refusal }));
  seller.moveTo('2026-11-20T23:34:00Z');
  expect(await sync(5)).toMatchObject({
    status: 'PARTIAL',
    metadata: { missing: [{ source: 'visits', listingId: 'MLB4100200301' }] },
  });
  expect((await visits())?.coveredThrough).toBe('2026-11-20T15:34:00.000Z');

  seller.moveTo('2026-11-22T23:34:00Z');
  const { connectionId } = seller;
  expect(await sync(5)).toMatchObject({
    status: 'SUCCESS',
    metadata: { inaccessible: [{ connectionId, source: 'visits', listingId: 'MLB4100200301' }] },
  });
  expect(await visits()).toMatchObject({ status: 'fresh', coveredThrough: '2026-11-22T23:34:00.000Z' });
});
