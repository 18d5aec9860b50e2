import { addDays, businessDayOf, lastDays } from '@pulso/domain';
import { startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMeliClient } from './create-meli-client.ts';
import { refreshTokens } from './oauth/request-tokens.ts';
import { createMemoryBudget } from './waiting/call-budget.ts';

const clock = { now: () => new Date('2026-11-20T15:00:00Z') };
let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator({ clock, seed: 'full read' });
});
afterAll(() => simulator.close());

it('reads a whole seller from another reading of the same document: listings, prices, clips, visits, orders, freight', async () => {
  const { url: apiUrl, clientId, clientSecret } = simulator;
  const sellerId = simulator.sellers[0]?.sellerId ?? '';
  const refreshToken = await simulator.issueRefreshToken(sellerId);
  const { accessToken } = await refreshTokens({ apiUrl, clientId, clientSecret, refreshToken, clock });
  const tokens = { getAccessToken: async () => accessToken, replaceRejectedToken: async () => accessToken };
  const budget = createMemoryBudget({ requestsPerSecond: 5_000, visitsPerSecond: 5_000 });
  const client = createMeliClient({ apiUrl, tokens, budget, clock });
  expect((await client.users.getMe()).id).toBe(sellerId);

  const ids = (await Array.fromAsync(client.items.listIds(sellerId))).flat();
  const entries = (await Array.fromAsync(client.items.getMany([...ids, 'MLB1']))).flat();
  expect(entries.filter((entry) => entry.kind === 'found')).toHaveLength(ids.length);
  expect(entries.at(-1)).toEqual({ id: 'MLB1', kind: 'missing' });
  const items = entries.flatMap((entry) => (entry.kind === 'found' ? [entry.item] : []));
  expect(items.some((item) => item.family_id === '18446744000000000615')).toBe(true);
  const active = items.filter((item) => item.status === 'active');
  const clips = await Promise.all(active.map((item) => client.items.getPerformance(item.id)));
  expect(new Set(clips.map((clip) => clip.hasClips))).toEqual(new Set([true, false, null]));
  expect((await client.items.getSalePrice(active[0]?.id ?? '')).amount).toBeGreaterThan(0);

  const today = businessDayOf(clock.now(), 'America/Sao_Paulo');
  const visits = await client.visits.getAccountDays(sellerId, lastDays(today, 200));
  expect(visits.map((row) => row.day)).toEqual([...new Set(visits.map((row) => row.day))].sort());
  expect(visits).toHaveLength(200);

  const search = { field: 'date_closed', from: new Date(`${addDays(today, -3)}T03:00:00Z`), to: clock.now() } as const;
  const orders = (await Array.fromAsync(client.orders.search(sellerId, search))).flatMap((page) => page.orders);
  expect(orders.length).toBeGreaterThan(20);
  expect(
    orders.every((order) => order.date_closed && order.date_closed >= search.from && order.date_closed < search.to),
  ).toBe(true);
  const shipped = orders.find((order) => order.shipping?.id && order.status === 'paid');
  const { senders } = await client.shipments.getCosts(shipped?.shipping?.id ?? '');
  expect(senders.map((sender) => sender.user_id)).toEqual([sellerId]);
});
