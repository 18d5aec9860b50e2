import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listingIds, openSeller, type Seller } from '../testing/open-seller.ts';

let seller: Seller;
let ids: string[];
beforeAll(async () => {
  seller = await openSeller({ sellers: ['main', 'sixty'] });
  ids = await listingIds(seller);
});
afterAll(() => seller.simulator.close());

const status = async (path: string) => (await seller.get(path)).status;
interface Claims {
  paging: { total: number; limit: number };
  data: { id: number; resource: string; resource_id: number; status: string }[];
}
const claims = (query: string) =>
  seller.get<Claims>(`/post-purchase/v1/claims/search?players.user_id=${seller.sellerId}&${query}`);

describe('claims', () => {
  it('are about orders that were refunded, newest first, and no more than a hundred at a time', async () => {
    const { body } = await claims('limit=1000');
    expect(body.paging.limit).toBe(100);
    expect(body.data.length).toBeGreaterThan(5);
    const claim = body.data.find(({ resource, status: told }) => resource === 'order' && told === 'closed');
    const order = await seller.get<{ payments: { transaction_amount_refunded: number }[] }>(
      `/orders/${claim?.resource_id}`,
    );
    expect(order.body.payments.reduce((sum, one) => sum + one.transaction_amount_refunded, 0)).toBeGreaterThan(0);
  });

  it('are found by status, by order and by range, and refused without a real filter or for another seller', async () => {
    const [opened, closed, every] = [await claims('status=opened'), await claims('status=closed'), await claims('')];
    expect(opened.body.paging.total + closed.body.paging.total).toBe(every.body.paging.total);
    const range = encodeURIComponent(
      'date_created:after:2026-11-01T00:00:00.000-04:00,before:2026-11-10T00:00:00.000-04:00',
    );
    expect((await claims(`range=${range}`)).body.paging.total).toBeLessThan(every.body.paging.total);
    expect(await status('/post-purchase/v1/claims/search?limit=5&sort=date_created:asc')).toBe(400);
    expect(await status('/post-purchase/v1/claims/search?players.user_id=345678903')).toBe(403);
    expect(await status('/post-purchase/v2/claims/1/returns')).toBe(404);
  });
});

describe('questions, competition and ads', () => {
  it('questions need a seller or a listing, and belong to their own', async () => {
    expect(await status('/questions/search?limit=5')).toBe(400);
    expect(await status('/questions/search?seller_id=345678903')).toBe(403);
    const about = await seller.get<{ total: number; questions: { item_id: string }[] }>(
      `/questions/search?item=${ids[0]}`,
    );
    expect(about.body.questions.every(({ item_id }) => item_id === ids[0])).toBe(true);
    expect(await status(`/users/${seller.sellerId}/questions/response_time`)).toBe(200);
  });

  it('the price to win of another seller’s listing is refused, of none there is none', async () => {
    expect(await status('/items/MLB9990001112/price_to_win?version=v2')).toBe(403);
    expect(await status('/items/MLB1/price_to_win?version=v2')).toBe(404);
  });

  it('ads go back ninety days, belong to their advertiser, and the retired addresses are gone', async () => {
    const { body } = await seller.get<{ advertisers: { advertiser_id: number }[] }>(
      '/advertising/advertisers?product_id=PADS',
    );
    const of = `/advertising/MLB/advertisers/${body.advertisers[0]?.advertiser_id}/product_ads`;
    expect(await status(`${of}/ads/search?date_from=2026-11-01&date_to=2026-11-19`)).toBe(200);
    expect(await status(`${of}/ads/search?date_from=2026-08-01&date_to=2026-11-19`)).toBe(400);
    expect(await status('/advertising/MLB/advertisers/1/product_ads/ads/search')).toBe(403);
    expect(await status('/advertising/advertisers/610022/product_ads/items')).toBe(404);
    const daily = await seller.get<{ results: { date: string; clicks?: number }[] }>(
      `${of}/ads/search?date_from=2026-11-01&date_to=2026-11-19&aggregation_type=DAILY`,
    );
    expect(daily.body.results).toHaveLength(19);
    const sums = await seller.get<{ metrics_summary: { clicks: number } }>(
      `${of}/campaigns/search?date_from=2026-11-01&date_to=2026-11-19`,
    );
    expect(daily.body.results.reduce((sum, day) => sum + (day.clicks ?? 0), 0)).toBe(sums.body.metrics_summary.clicks);
  });
});
