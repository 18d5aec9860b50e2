import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listingIds, openSeller, type Seller } from '../testing/open-seller.ts';

let seller: Seller;
let ids: string[];
const noon = '2026-11-20T15:34:00Z';
beforeAll(async () => {
  seller = await openSeller();
  ids = await listingIds(seller);
});
beforeEach(() => seller.moveTo(noon));
afterAll(() => seller.simulator.close());

interface Row {
  date: string;
  total: number;
}
interface Visits {
  total_visits: number;
  results: Row[];
}
const visits = (id: string | undefined, query: string) =>
  seller.get<Visits>(`/items/${id}/visits/time_window?unit=day&${query}`);
const account = async (last: number) => {
  const { body } = await seller.get<Visits>(`/users/${seller.sellerId}/items_visits/time_window?unit=day&last=${last}`);
  return new Map(body.results.map((row) => [row.date.slice(0, 10), row.total]));
};
const later = async (instant: string) => {
  seller.moveTo(instant);
  await seller.authorise();
};

describe('visits by day', () => {
  it('covers one day label more than asked, both ends included', async () => {
    const byDay = await account(3);
    expect([...byDay.keys()].sort()).toEqual(['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']);
    const { body } = await visits(ids[0], 'last=150');
    expect(body).toMatchObject({ last: 150, unit: 'day', item_id: ids[0] });
    expect(body.results.length).toBeLessThanOrEqual(151);
    expect(body.total_visits).toBe(body.results.reduce((sum, row) => sum + row.total, 0));
  });

  it('leaves out days without a visit and gives the others in no order', async () => {
    const answers = await Promise.all(ids.map(async (id) => (await visits(id, 'last=60')).body.results));
    expect(answers.flat().every((row) => row.total > 0)).toBe(true);
    expect(answers.some((rows) => rows.length > 0 && rows.length < 61)).toBe(true);
    const fullest = answers.toSorted((one, other) => other.length - one.length)[0] ?? [];
    const days = fullest.map((row) => row.date);
    expect(days).not.toEqual([...days].sort());
    expect(days).not.toEqual([...days].sort().reverse());
  });

  it('takes 150 days and refuses 151, and other ways to write a day', async () => {
    expect((await visits(ids[0], 'last=150')).status).toBe(200);
    expect(await visits(ids[0], 'last=151')).toMatchObject({ status: 400, body: { error: 'bad_request' } });
    expect((await visits(ids[0], 'last=2&ending=20/11/2026')).status).toBe(400);
    expect((await visits('MLB1', 'last=2')).status).toBe(404);
  });

  it('ends the window on the day asked', async () => {
    const days = new Set<string>();
    for (const id of ids) {
      for (const row of (await visits(id, 'last=2&ending=2026-11-10')).body.results) days.add(row.date.slice(0, 10));
    }
    expect([...days].sort()).toEqual(['2026-11-08', '2026-11-09', '2026-11-10']);
  });

  it('shows today as far as it has come', async () => {
    const midday = (await account(1)).get('2026-11-20') ?? 0;
    await later('2026-11-20T23:00:00Z');
    const evening = (await account(1)).get('2026-11-20') ?? 0;
    expect(midday).toBeGreaterThan(0);
    expect(evening).toBeGreaterThan(midday);
  });

  it('moves the two days before today and then lets them rest', async () => {
    const told: number[] = [];
    // 19 November ends at 03:00 UTC on the 20th; it settles 48 hours later.
    for (const instant of [
      noon,
      '2026-11-21T15:00:00Z',
      '2026-11-22T03:00:00Z',
      '2026-11-22T15:00:00Z',
      '2026-12-20T15:00:00Z',
    ]) {
      await later(instant);
      told.push((await account(40)).get('2026-11-19') ?? 0);
    }
    const [first = 0, second = 0, ...settled] = told;
    expect(second).toBeGreaterThan(first);
    expect(settled[0]).toBeGreaterThan(second);
    expect(new Set(settled).size).toBe(1);
  });

  it('counts for the account what its listings count', async () => {
    const sums = new Map<string, number>();
    for (const id of ids) {
      for (const row of (await visits(id, 'last=10')).body.results) {
        sums.set(row.date.slice(0, 10), (sums.get(row.date.slice(0, 10)) ?? 0) + row.total);
      }
    }
    expect(await account(10)).toEqual(new Map([...(await account(10)).keys()].map((day) => [day, sums.get(day)])));
    expect(sums.size).toBe(11);
  });

  it('refuses the visits of another account by its policy', async () => {
    const { status, body } = await seller.get<{ blocked_by: string }>(
      '/users/1/items_visits/time_window?last=1&unit=day',
    );
    expect({ status, by: body.blocked_by }).toEqual({ status: 403, by: 'PolicyAgent' });
  });
});
