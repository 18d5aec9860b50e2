import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listingIds, openSeller, type Seller } from '../testing/open-seller.ts';

interface Listing {
  id: string;
  status: string;
  stop_time: string | null;
  variations: unknown[];
}
interface Entry {
  id: string;
  status_code: number;
  body: Listing;
}
interface Price {
  amount: number;
  regular_amount: number | null;
  metadata: object;
}
interface Performance {
  message: string;
  buckets: { variables: { rules: { key: string; status: string }[] }[] }[];
}

let seller: Seller;
let ids: string[];
beforeAll(async () => {
  seller = await openSeller();
  ids = await listingIds(seller);
});
afterAll(() => seller.simulator.close());

const bulk = (of: readonly string[], attributes?: string) =>
  seller.get<Entry[]>(`/items/bulk?ids=${of.join(',')}${attributes === undefined ? '' : `&attributes=${attributes}`}`);

describe('listings, their price and their quality', () => {
  it('tells twenty listings at a time, in the order asked, and refuses twenty-one', async () => {
    const { status, body } = await bulk(ids.slice(0, 20));
    expect(status).toBe(200);
    expect(body.map((entry) => entry.id)).toEqual(ids.slice(0, 20));
    expect((await bulk(ids.slice(0, 21))).status).toBe(400);
  });

  it('answers for a listing that does not exist within its entry, without a body', async () => {
    const { status, body } = await bulk([ids[0] ?? '', 'MLB1']);
    expect(status).toBe(200);
    expect(body[0]).toMatchObject({ id: ids[0], status_code: 200, body: { id: ids[0] } });
    expect(body[1]).toMatchObject({ id: 'MLB1', status_code: 404, error: { error: 'not_found' } });
    expect(body[1]).not.toHaveProperty('body');
  });

  it('leaves of a listing what the projection names', async () => {
    const [entry] = (await bulk(ids.slice(0, 1), 'body.id,body.status')).body;
    expect(Object.keys(entry?.body ?? {}).sort()).toEqual(['id', 'status']);
  });

  it('writes the twenty digits of a family as one number, in one listing and in twenty', async () => {
    const familyOf = (text: string) => /"family_id":(\d{20})[,}]/.exec(text)?.[1];
    const texts = await Promise.all(ids.map(async (id) => (await seller.get(`/items/${id}`)).text));
    const shared = [...Map.groupBy(ids, (_, index) => familyOf(texts[index] ?? ''))].find(
      ([family, members]) => family !== undefined && members.length === 3,
    );
    expect(shared).toBeDefined();
    const [family, members = []] = shared ?? [];
    // A client that reads it as a double writes other digits.
    expect(String(Number(family))).not.toBe(family);
    const { text } = await bulk(members);
    expect(text.split(`"family_id":${family}`)).toHaveLength(4);
    expect(text).not.toContain('__wide__');
  });

  it('gives what a buyer pays now as sale price, with the price before a promotion beside it', async () => {
    const prices = await Promise.all(ids.map(async (id) => (await seller.get<Price>(`/items/${id}/sale_price`)).body));
    for (const price of prices) {
      expect(price).toMatchObject({ currency_id: 'BRL', amount: expect.any(Number), price_id: expect.any(String) });
    }
    const promoted = prices.filter((price) => price.regular_amount !== null);
    expect(promoted.length).toBeGreaterThan(0);
    expect(promoted.length).toBeLessThan(prices.length);
    for (const price of promoted) expect(price.amount).toBeLessThan(price.regular_amount ?? 0);
    expect(promoted[0]?.metadata).toHaveProperty('promotion_id');
  });

  it('holds every status of a listing, and both ways to close', async () => {
    const details = await Promise.all(ids.map(async (id) => (await seller.get<Listing>(`/items/${id}`)).body));
    expect(new Set(details.map((item) => item.status))).toEqual(
      new Set(['active', 'paused', 'closed', 'under_review']),
    );
    const closed = details.filter((item) => item.status === 'closed');
    expect(closed.filter((item) => item.stop_time === null)).toHaveLength(1);
    expect(closed.length).toBeGreaterThan(1);
    expect(details.some((item) => item.variations.length > 1)).toBe(true);
  });

  it('tells of a clip as done, as open, by no rule, or not at all', async () => {
    const seen = new Set<string>();
    for (const id of ids) {
      const [{ status, body }, item] = await Promise.all([
        seller.get<Performance>(`/item/${id}/performance`),
        seller.get<Listing>(`/items/${id}`),
      ]);
      const rules =
        status === 200 ? body.buckets.flatMap((bucket) => bucket.variables.flatMap(({ rules: of }) => of)) : [];
      const shorts = rules.find((rule) => rule.key === 'UP_HAS_SHORTS')?.status ?? 'no rule';
      seen.add(status === 200 ? `${item.body.status}: ${shorts}` : `${status} ${body.message}`);
    }
    expect([...seen].sort()).toEqual([
      '400 Entity not calculated: Only status active is supported',
      '400 Entity not calculated: Product items are not supported',
      '404 Not found item performance',
      'active: COMPLETED',
      'active: PENDING',
      'active: no rule',
    ]);
  });

  it('answers 404 to a listing that is not there, on every route', async () => {
    for (const path of ['/items/MLB1', '/items/MLB1/sale_price', '/item/MLB1/performance']) {
      expect((await seller.get(path)).status, path).toBe(404);
    }
  });
});
