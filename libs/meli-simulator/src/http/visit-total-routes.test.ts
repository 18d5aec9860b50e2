import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listingIds, openSeller, type Seller } from '../testing/open-seller.ts';

const NEIGHBOURS = 'MLB9990001112';
const size = { listings: 6, ordersPerDay: 1, historyDays: 300 };
let seller: Seller;
let ids: string[];
beforeAll(async () => {
  seller = await openSeller({ world: size });
  ids = await listingIds(seller);
});
afterAll(() => seller.simulator.close());

interface Total {
  total_visits: number;
  visits_detail: { quantity: number }[];
}
interface ByDay {
  total_visits: number;
  results: { date: string }[];
}
const dates = (from: string, to: string) => `date_from=${from}&date_to=${to}`;
const november = dates('2026-11-01', '2026-11-10');
const badRequest = (message: string, error = 'bad_request') => ({
  status: 400,
  body: { message, error, status: 400, cause: [] },
});
const TOO_LONG = badRequest('invalid time window, should be smaller or equal to 150 days');

describe('visits in one figure', () => {
  it('of a listing are the sum of its days, both ends included', async () => {
    const byDay = await seller.get<ByDay>(`/items/${ids[0]}/visits/time_window?last=9&unit=day&ending=2026-11-10`);
    const { status, body } = await seller.get<Total>(`/items/visits?ids=${ids[0]}&${november}`);
    const quantity = byDay.body.total_visits;
    expect(quantity).toBeGreaterThan(0);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        item_id: ids[0],
        date_from: '2026-11-01T00:00:00Z',
        date_to: '2026-11-10T00:00:00Z',
        total_visits: quantity,
        visits_detail: [{ company: 'mercadolibre', quantity }],
      },
    });
    const instants = dates('2026-11-01T00:00:00.000-03:00', '2026-11-10T23:59:59Z');
    expect((await seller.get(`/items/visits?ids=${ids[0]}&${instants}`)).body).toEqual(body);
  });

  it('of the account are the sum of its listings', async () => {
    const each = await Promise.all(ids.map((id) => seller.get<Total>(`/items/visits?ids=${id}&${november}`)));
    const total = each.reduce((sum, { body }) => sum + body.total_visits, 0);
    const path = `/users/${seller.sellerId}/items_visits?${november}`;
    expect((await seller.get<Total>(path)).body).toMatchObject({
      user_id: Number(seller.sellerId),
      total_visits: total,
      visits_detail: [{ quantity: total }],
    });
  });

  it('are no figure at all where nobody came', async () => {
    const before = dates('2020-01-01', '2020-01-10');
    expect((await seller.get(`/items/visits?ids=${ids[0]}&${before}`)).body).toMatchObject({
      total_visits: 0,
      visits_detail: [],
    });
  });

  it('of two years ask for no dates and heed none', async () => {
    const { body } = await seller.get<Record<string, number>>(`/visits/items?ids=${ids[0]}`);
    expect(Object.keys(body)).toEqual([ids[0]]);
    const month = await seller.get<Total>(`/items/visits?ids=${ids[0]}&${november}`);
    expect(body[ids[0] ?? '']).toBeGreaterThan(month.body.total_visits * 10);
    expect((await seller.get(`/visits/items?ids=${ids[0]}&${november}`)).body).toEqual(body);
  });

  it.each(['/items/visits', '/visits/items'])('are told of one listing a call: %s', async (path) => {
    const refusal = badRequest('maximum amount of items to query is 1', 'validation_parameters');
    expect(await seller.get(`${path}?ids=${ids[0]},${ids[1]}&${november}`)).toMatchObject(refusal);
    expect((await seller.get(`${path}?${november}`)).status).toBe(400);
  });

  it('take 150 days and refuse more, no dates, and dates that are none', async () => {
    const account = `/users/${seller.sellerId}/items_visits`;
    const unknown = badRequest('unknown date format');
    for (const path of [`/items/visits?ids=${ids[0]}`, `${account}?`]) {
      expect((await seller.get(`${path}&${dates('2026-06-13', '2026-11-10')}`)).status).toBe(200);
      expect(await seller.get(`${path}&${dates('2026-06-12', '2026-11-10')}`)).toMatchObject(TOO_LONG);
      expect(await seller.get(path)).toMatchObject(unknown);
      expect(await seller.get(`${path}&date_from=2026-11-01`)).toMatchObject(unknown);
      expect(await seller.get(`${path}&${dates('01/11/2026', '2026-11-10')}`)).toMatchObject(unknown);
      expect(await seller.get(`${path}&${dates('2026-11-10', '2026-11-09')}`)).toMatchObject(unknown);
    }
  });

  it('are refused by policy for another seller, and name what is no listing', async () => {
    const policy = { status: 403, body: { blocked_by: 'PolicyAgent' } };
    for (const path of ['/items/visits', '/visits/items']) {
      expect(await seller.get(`${path}?ids=${NEIGHBOURS}&${november}`)).toMatchObject(policy);
      expect(await seller.get(`${path}?ids=${ids[0]}&${november}`, 'APP_USR-none')).toMatchObject(policy);
      expect(await seller.get(`${path}?ids=x1&${november}`)).toMatchObject(badRequest('Invalid item ID format: x1'));
      expect(await seller.get(`${path}?ids=MLA123456&${november}`)).toMatchObject(badRequest('Invalid Site ID'));
      expect(await seller.get(`${path}?ids=MLB1&${november}`)).toMatchObject({
        status: 404,
        body: { message: 'Item not found', error: 'not_found' },
      });
    }
    expect(await seller.get(`/users/1987654321/items_visits?${november}`)).toMatchObject(policy);
  });
});

describe('visits that lie more than 150 days back', () => {
  // 150 days before 20 November 2026.
  const oldest = '2026-06-23';
  const open = async (oldVisits?: 'told' | 'omitted' | 'refused') => {
    const one = await openSeller({ world: size, ...(oldVisits ? { oldVisits } : {}) });
    const window = (ending: string) => `/visits/time_window?last=20&unit=day&ending=${ending}`;
    return {
      of: (ending: string) => one.get<ByDay>(`/items/${ids[0]}${window(ending)}`),
      ofAll: (ending: string) => one.get<ByDay>(`/users/${one.sellerId}/items_${window(ending).slice(1)}`),
      inAll: (from: string, to: string) => one.get<Total>(`/items/visits?ids=${ids[0]}&${dates(from, to)}`),
      close: () => one.simulator.close(),
    };
  };
  const labels = ({ body }: { body: ByDay }) => body.results.map((row) => row.date.slice(0, 10)).sort();

  it('are told unless something else was asked for', async () => {
    for (const seen of [await open(), await open('told')]) {
      expect(labels(await seen.of('2026-06-30'))).toHaveLength(21);
      expect(labels(await seen.ofAll('2026-05-01'))).toHaveLength(21);
      await seen.close();
    }
  });

  it('may be left out, as days are on which nobody came', async () => {
    const seen = await open('omitted');
    for (const answer of [await seen.of('2026-06-30'), await seen.ofAll('2026-06-30')]) {
      expect(answer.status).toBe(200);
      expect(labels(answer)[0]).toBe(oldest);
      expect(labels(answer)).toHaveLength(8);
    }
    expect((await seen.of('2026-06-22')).body).toMatchObject({ total_visits: 0, results: [] });
    const part = (await seen.inAll('2026-06-10', '2026-06-30')).body.total_visits;
    expect(part).toBe((await seen.inAll(oldest, '2026-06-30')).body.total_visits);
    expect(part).toBeGreaterThan(0);
    await seen.close();
  });

  it('may be refused, with every window that reaches them', async () => {
    const seen = await open('refused');
    expect((await seen.of('2026-07-13')).status).toBe(200);
    expect(await seen.of('2026-07-12')).toMatchObject(TOO_LONG);
    expect(await seen.ofAll('2026-07-12')).toMatchObject(TOO_LONG);
    expect((await seen.inAll(oldest, '2026-06-30')).status).toBe(200);
    expect(await seen.inAll('2026-06-22', '2026-06-30')).toMatchObject(TOO_LONG);
    await seen.close();
  });
});
