import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { openSeller, type Seller } from '../testing/open-seller.ts';

interface Page {
  seller_id: string;
  results: string[];
  scroll_id: string;
  paging: { total: number };
}

let seller: Seller;
const all: Seller[] = [];
beforeEach(async () => {
  seller = await openSeller({ world: { listings: 130, ordersPerDay: 1 } });
  all.push(seller);
});
afterAll(() => Promise.all(all.map((one) => one.simulator.close())));
const search = (query: string, id = seller.sellerId) => seller.get<Page>(`/users/${id}/items/search?${query}`);

describe('discovery of listings', () => {
  it('gives at most a hundred listings a page and nothing beyond a thousand', async () => {
    expect((await search('limit=100')).body.results).toHaveLength(100);
    expect((await search('limit=101')).status).toBe(400);
    expect((await search('limit=100&offset=900')).status).toBe(200);
    expect(await search('limit=100&offset=901')).toMatchObject({
      status: 400,
      body: { message: 'Invalid limit and offset values' },
    });
    expect((await search('limit=50&offset=1000')).status).toBe(400);
  });

  it('pages over every listing that exists by now, each once', async () => {
    const first = (await search('limit=100')).body;
    const rest = (await search('limit=100&offset=100')).body;
    const ids = [...first.results, ...rest.results];
    expect(ids).toHaveLength(first.paging.total);
    expect(new Set(ids).size).toBe(ids.length);
    expect(typeof first.seller_id).toBe('string');
  });

  it('scans to its end: a last empty page, its cursor still there', async () => {
    const ids: string[] = [];
    let page = (await search('search_type=scan&limit=50')).body;
    while (page.results.length > 0) {
      ids.push(...page.results);
      page = (await search(`search_type=scan&limit=50&scroll_id=${page.scroll_id}`)).body;
    }
    expect(typeof page.scroll_id).toBe('string');
    const total = page.paging.total;
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
  });

  it('refuses a cursor that is older than five minutes, or was never given', async () => {
    const { scroll_id } = (await search('search_type=scan&limit=50')).body;
    seller.moveTo('2026-11-20T15:39:00Z');
    expect((await search(`search_type=scan&limit=50&scroll_id=${scroll_id}`)).status).toBe(200);
    seller.moveTo('2026-11-20T15:39:01Z');
    expect((await search(`search_type=scan&limit=50&scroll_id=${scroll_id}`)).status).toBe(400);
    expect((await search('search_type=scan&limit=50&scroll_id=made-up')).status).toBe(400);
  });

  it('shows nobody the listings of another seller', async () => {
    expect(await search('limit=10', '1')).toMatchObject({ status: 403, body: { error: 'access_denied', cause: null } });
  });
});
