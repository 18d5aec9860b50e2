import { isInTransaction, query } from '@pulso/database';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openSimulatedSeller } from './testing/simulated-seller.ts';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  seller = await openSimulatedSeller({
    at: '2026-11-20T15:34:00Z',
    seed: 'no call',
    world: { listings: 24, ordersPerDay: 3 },
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => seller.close());

it('a whole sync with an expired key asks Mercado Livre nothing while it is inside a transaction', async () => {
  const real = fetch;
  const asked: { path: string; inside: boolean }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    asked.push({ path: url.pathname, inside: isInTransaction() });
    return real(input, init);
  });
  seller.moveTo('2026-11-21T01:34:00Z');
  const run = await seller.run('sync-mercadolivre', { daysBack: 9 });
  expect(run).toMatchObject({ status: 'SUCCESS' });
  const paths = asked.map(({ path }) => path);
  for (const path of ['/oauth/token', '/orders/search', '/items/bulk']) expect(paths).toContain(path);
  expect(asked.filter(({ inside }) => inside)).toEqual([]);
  expect(paths.filter((path) => path === '/oauth/token')).toHaveLength(1);
  // What the sync stored was stored by transactions, so the question above has been put in earnest.
  expect(await query(seller.db, 'select 1 from orders limit 1')).toHaveLength(1);
});
