import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MeliRefusedError } from '../errors.ts';
import { all, failureOf } from '../testing/open-client.ts';
import { openSimulatedSeller, type SimulatedSeller } from '../testing/open-simulated-seller.ts';

const AT = '2026-11-20T15:34:00Z';
const TODAY = parseBusinessDay('2026-11-20');
const MONTHS = { from: new Date('2026-08-01T00:00:00Z'), to: new Date(AT) };

let seller: SimulatedSeller;
let ids: string[];
beforeAll(async () => {
  seller = await openSimulatedSeller({ at: AT, anchorDay: TODAY });
  ids = await all(seller.client.items.listIds(seller.sellerId));
});
afterAll(() => seller.simulator.close());

describe('claims of a simulated seller', () => {
  it('Q51 come under data, and one about a shipment belongs to no order by its number', async () => {
    const claims = await all(seller.client.claims.search(seller.sellerId, MONTHS));
    expect(claims.length).toBeGreaterThan(3);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    expect(new Set(claims.map(({ resource }) => resource))).toEqual(new Set(['order', 'shipment']));
    expect(claims.every((claim) => (claim.order_id === null) === (claim.resource === 'shipment'))).toBe(true);
    const orderIds = claims.flatMap((claim) => claim.order_id ?? []);
    const found = await Promise.all(orderIds.map((id) => seller.client.orders.get(id)));
    expect(found.map(({ order }) => order.id)).toEqual(orderIds);
    const answer = await fetch(`${seller.simulator.url}/post-purchase/v1/claims/search?limit=10`, {
      headers: { authorization: `Bearer ${seller.pair().accessToken}` },
    });
    expect(answer.status).toBe(400);
  });

  it('Q52 have returns whose quantities are whole numbers behind a decimal point', async () => {
    const [claim] = await all(seller.client.claims.search(seller.sellerId, MONTHS));
    const told = await seller.client.claims.getReturn(claim?.id ?? '');
    expect(told.orders.length).toBeGreaterThan(0);
    for (const line of told.orders) {
      expect(Number.isInteger(line.return_quantity)).toBe(true);
      expect(line.return_quantity).toBeLessThanOrEqual(line.total_quantity ?? 0);
    }
    expect(await failureOf(seller.client.claims.getReturn('1'))).toBeInstanceOf(MeliRefusedError);
  });
});

describe('Product Ads of a simulated seller', () => {
  it('Q53 that has none is a state, asked for once', async () => {
    const other = await openSimulatedSeller({ at: AT, ads: 'absent', world: { listings: 22, ordersPerDay: 1 } });
    expect(await other.client.ads.getAccount()).toEqual({ state: 'no-ads' });
    expect(other.calls('GET /advertising/advertisers')).toBe(1);
    await other.simulator.close();
  });

  it('Q54 tell nothing as nothing: days without figures are null, and a listing in no campaign has none', async () => {
    const account = await seller.client.ads.getAccount();
    const [advertiser] = account.state === 'advertising' ? account.advertisers : [];
    if (!advertiser) throw new Error('this seller advertises');
    const window = lastDays(TODAY, 30);
    const items = await all(seller.client.ads.listItems(advertiser, window));
    const idle = items.filter((item) => item.campaign_id === null);
    expect(idle.length).toBeGreaterThan(0);
    expect(idle.every((item) => item.metrics === null && item.status === 'idle')).toBe(true);

    const advertised = items.find((item) => item.campaign_id !== null && item.metrics !== null);
    const campaignId = advertised?.campaign_id ?? '';
    const of = { ...advertiser, campaignId, itemId: advertised?.item_id ?? '' };
    const days = await seller.client.ads.getItemDays(of, window);
    expect(days).toHaveLength(30);
    const known = days.flatMap(({ metrics }) => metrics ?? []);
    expect(known.length).toBeGreaterThan(0);
    expect(known.length).toBeLessThan(30);
    expect(known.reduce((sum, one) => sum + (one.clicks ?? 0), 0)).toBe(advertised?.metrics?.clicks);
    expect((await all(seller.client.ads.listCampaigns(advertiser, window))).map(({ id }) => id)).toEqual([campaignId]);
  });
});

describe('the catalogue and the questions of a simulated seller', () => {
  it('Q55 a listing outside the catalogue competes with nobody, and one inside with somebody', async () => {
    const told = await Promise.all(ids.slice(0, 12).map((id) => seller.client.competition.getPriceToWin(id)));
    const [inside, outside] = [told.filter((one) => one.isInCatalog), told.filter((one) => !one.isInCatalog)];
    expect(inside.length).toBeGreaterThan(0);
    expect(outside.length).toBeGreaterThan(0);
    expect(outside.every((one) => one.price_to_win === null && one.status === 'not_listed')).toBe(true);
    expect(inside.every((one) => (one.price_to_win ?? 0) > 0)).toBe(true);
  });

  it('Q56 questions are paged by the total that stands at the root', async () => {
    const questions = await all(seller.client.questions.search(seller.sellerId));
    expect(questions.length).toBeGreaterThan(100);
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(seller.calls('GET /questions/search')).toBe(Math.ceil(questions.length / 50));
    const waiting = await all(seller.client.questions.search(seller.sellerId, { status: 'UNANSWERED' }));
    expect(waiting).toEqual(questions.filter(({ status }) => status === 'UNANSWERED'));
    expect(waiting.length).toBeGreaterThan(0);
  });
});
