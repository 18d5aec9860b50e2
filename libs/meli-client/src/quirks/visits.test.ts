import { addDays, lastDays, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { MeliRequestError } from '../errors.ts';
import { all, failureOf } from '../testing/open-client.ts';
import { openSimulatedSeller, type SimulatedSeller } from '../testing/open-simulated-seller.ts';

const AT = '2026-11-20T15:34:00Z';
const TODAY = parseBusinessDay('2026-11-20');
const Window = z.object({ results: z.array(z.looseObject({ date: z.string(), total: z.number() })) });

let seller: SimulatedSeller;
let listingId: string;
beforeAll(async () => {
  seller = await openSimulatedSeller({ at: AT, anchorDay: TODAY });
  [listingId = ''] = await all(seller.client.items.listIds(seller.sellerId));
});
afterAll(() => seller.simulator.close());

const ask = (path: string) =>
  fetch(`${seller.simulator.url}${path}`, { headers: { authorization: `Bearer ${seller.pair().accessToken}` } });

it('Q25 Q26 Q31 a window of seven tells eight days unsorted under `total`, and the client makes eight days of it in their order', async () => {
  const path = `/users/${seller.sellerId}/items_visits/time_window?last=7&unit=day&ending=${TODAY}`;
  const { results } = Window.parse(await (await ask(path)).json());
  const labels = results.map((row) => row.date.slice(0, 10));
  expect(labels).toHaveLength(8);
  expect(labels).not.toEqual([...labels].sort());
  expect(results.every((row) => !('visits' in row))).toBe(true);

  const days = await seller.client.visits.getAccountDays(seller.sellerId, lastDays(TODAY, 8));
  expect(days.map(({ day }) => day)).toEqual([...labels].sort());
  for (const { day, visits } of days) {
    expect(visits).toBe(results.find((row) => row.date.startsWith(day))?.total);
  }
});

it('Q28 Mercado Livre refuses two listings in one call, and the client never asks for two', async () => {
  const two = await ask(`/items/visits?ids=${listingId},MLB2&date_from=2026-11-01&date_to=2026-11-02`);
  expect(two.status).toBe(400);
  const before = seller.calls('GET /items/:id/visits/time_window');
  const ids = (await all(seller.client.items.listIds(seller.sellerId))).slice(0, 5);
  await Promise.all(ids.map((id) => seller.client.visits.getListingDays(id, lastDays(TODAY, 3))));
  expect(seller.calls('GET /items/:id/visits/time_window') - before).toBe(5);
});

it('Q29 a window of 151 is refused by Mercado Livre, and a year of the client is never one', async () => {
  expect((await ask(`/items/${listingId}/visits/time_window?last=151&unit=day`)).status).toBe(400);
  expect(await seller.client.visits.getListingDays(listingId, lastDays(TODAY, 365))).toHaveLength(365);
});

it('Q30 the last two days are told anew a day later, and older days as they were', async () => {
  const other = await openSimulatedSeller({ at: AT, anchorDay: TODAY });
  const window = lastDays(TODAY, 20);
  const first = await other.client.visits.getAccountDays(other.sellerId, window);
  other.moveTo('2026-11-21T15:34:00Z');
  const second = await other.client.visits.getAccountDays(other.sellerId, window);
  await other.simulator.close();
  const moved = first.filter(({ visits }, index) => visits !== second[index]?.visits).map(({ day }) => day);
  expect(moved.length).toBeGreaterThan(0);
  expect(moved.every((day) => day >= addDays(TODAY, -2))).toBe(true);
});

it('visits of more than 150 days ago that are refused are an error and no zeros', async () => {
  const old = lastDays(parseBusinessDay('2026-04-30'), 10);
  const told = await seller.client.visits.getAccountDays(seller.sellerId, old);
  expect(told.some(({ visits }) => visits > 0)).toBe(true);
  const other = await openSimulatedSeller({ at: AT, anchorDay: TODAY, oldVisits: 'refused' });
  expect(await failureOf(other.client.visits.getAccountDays(other.sellerId, old))).toBeInstanceOf(MeliRequestError);
  await other.simulator.close();
});
