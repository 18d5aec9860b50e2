import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { all } from '../testing/open-client.ts';
import { openSimulatedSeller, type SimulatedSeller } from '../testing/open-simulated-seller.ts';
import type { Item } from '../wire/item.ts';

const AT = '2026-11-20T15:34:00Z';
const TODAY = parseBusinessDay('2026-11-20');
const DISCOVERY = 'GET /users/:id/items/search';
const BULK = 'GET /items/bulk';
/** Every listing of the world is there on this day, also the one that is made after the anchor day. */
const large = { at: AT, anchorDay: '2026-11-10', sellers: ['large' as const] };

const Search = z.object({
  seller_id: z.string(),
  available_orders: z.array(z.object({ id: z.unknown() })),
  paging: z.object({ total: z.number() }),
});

let seller: SimulatedSeller;
let ids: string[];
let items: Item[];
beforeAll(async () => {
  seller = await openSimulatedSeller({ at: AT, anchorDay: TODAY, sellers: ['main', 'sixty', 'large'] });
  ids = await all(seller.client.items.listIds(seller.sellerId));
  const entries = await all(seller.client.items.getMany(ids));
  items = entries.flatMap((entry) => (entry.kind === 'found' ? [entry.item] : []));
});
afterAll(() => seller.simulator.close());

describe('the discovery of a simulated seller', () => {
  it('Q08 a scan whose last page is empty and still names a cursor ends after that page', async () => {
    const slow = await openSimulatedSeller(large);
    const found = await all(slow.client.items.listIds(slow.sellerId));
    expect(new Set(found).size).toBe(1250);
    // One by offset that tells how many there are, thirteen of a hundred, and the closing one.
    expect(slow.calls(DISCOVERY)).toBe(Math.ceil(1250 / 100) + 2);
    await slow.simulator.close();
  });

  it('Q09 Q50 results that are null end a scan like an empty page', async () => {
    const slow = await openSimulatedSeller({ ...large, toldOddly: true });
    expect(new Set(await all(slow.client.items.listIds(slow.sellerId))).size).toBe(1250);
    await slow.simulator.close();
  });

  it('Q10 a cursor that is older than five minutes is left for a new scan, without a listing lost or told twice', async () => {
    const slow = await openSimulatedSeller(large);
    const found: string[] = [];
    for await (const page of slow.client.items.listIds(slow.sellerId)) {
      found.push(...page);
      // Once, in the middle, the reader is slow.
      if (found.length >= 600 && found.length < 700) slow.moveTo('2026-11-20T15:40:00Z');
    }
    expect(found).toHaveLength(1250);
    expect(new Set(found).size).toBe(1250);
    await slow.simulator.close();
  });

  it('Q11 listings that rest or are closed are named too, and their status says so', async () => {
    expect(new Set(items.map((item) => item.status))).toEqual(new Set(['active', 'paused', 'closed', 'under_review']));
  });

  it('Q12 a seller id as text and an order whose id is an object do not disturb it', async () => {
    const { url } = seller.simulator;
    const headers = { authorization: `Bearer ${seller.pair().accessToken}` };
    const answer = await fetch(`${url}/users/${seller.sellerId}/items/search`, { headers });
    const told = Search.parse(await answer.json());
    expect(told.seller_id).toBe(seller.sellerId);
    expect(told.available_orders.some(({ id }) => typeof id === 'object')).toBe(true);
    expect(ids.length).toBe(told.paging.total);
  });
});

describe('the listings of a simulated seller', () => {
  it('Q14 forty-one listings, some named twice, are three calls', async () => {
    const before = seller.calls(BULK);
    const entries = await all(seller.client.items.getMany([...ids.slice(0, 41), ...ids.slice(0, 10)]));
    expect(entries).toHaveLength(41);
    expect(seller.calls(BULK) - before).toBe(3);
  });

  it('Q15 a page that refuses each of its listings is an answer, and each is refused by itself', async () => {
    const sixty = await openSimulatedSeller({ at: AT, sellers: ['sixty', 'main'] });
    const foreign = await all(sixty.client.items.listIds(sixty.sellerId));
    const entries = await all(seller.client.items.getMany(foreign.slice(0, 20)));
    expect(entries).toHaveLength(20);
    expect(entries.every((entry) => entry.kind === 'refused' && entry.status === 403)).toBe(true);
    await sixty.simulator.close();
  });

  it('Q16 Q18 Q20 a price that is null, a kit, and words that nobody knew come out as they were told', async () => {
    const odd = await openSimulatedSeller({ at: AT, anchorDay: TODAY, toldOddly: true });
    const entries = await all(odd.client.items.getMany(ids));
    const told = entries.flatMap((entry) => (entry.kind === 'found' ? [entry.item] : []));
    expect(told).toHaveLength(ids.length);
    const prices = told.map((item) => item.price);
    expect(prices.filter((price) => price === null).length).toBeGreaterThan(5);
    expect(prices).not.toContain(0);
    expect(told.some((item) => item.status === 'resting' && item.sub_status.includes('dreaming'))).toBe(true);
    expect(told.some((item) => item.shipping?.logistic_type === 'by_kite')).toBe(true);
    const sales = await Promise.all(ids.slice(0, 8).map((id) => odd.client.items.getSalePrice(id)));
    const kit = sales.find((price) => price.regular_amount !== null && price.metadata.promotion_id === null);
    expect(kit?.amount).toBe((kit?.regular_amount ?? 0) - 10);
    await odd.simulator.close();
  });

  it('Q17 a family has a number of twenty digits, the same on each of its listings', () => {
    const families = items.filter((item) => item.family_id?.length === 20);
    expect(families.length).toBeGreaterThanOrEqual(3);
    expect(new Set(families.map((item) => item.family_id))).toContain('18446744000000000615');
  });

  it('Q23 a listing that was migrated and its heirs tell who they are, and the same visits stand on both', async () => {
    const tagged = (tag: string) => items.filter((item) => item.tags.includes(tag));
    const [old] = tagged('variations_migration_source');
    const heirs = tagged('variations_migration_uptin');
    expect(old).toMatchObject({ status: 'closed' });
    expect(heirs).toHaveLength(2);
    const window = lastDays(TODAY, 365);
    const visitsOf = async (id = '') =>
      (await seller.client.visits.getListingDays(id, window)).filter((day) => day.visits > 0);
    const [oldDays, heirDays] = [await visitsOf(old?.id), await visitsOf(heirs[0]?.id)];
    // History was copied: summed up, the same visitors would count twice.
    const copied = heirDays.filter(({ day }) => oldDays.some((before) => before.day === day));
    expect(copied.length).toBeGreaterThan(30);
  });
});
