import { parseBusinessDay } from '@pulso/domain';
import { describe, expect, it } from 'vitest';
import { MeliContractError, MeliRefusedError } from '../errors.ts';
import { all, failureOf, openClient } from '../testing/open-client.ts';
import type { Told } from '../testing/start-answering.ts';
import { refusals } from '../testing/wire-bodies.ts';

const advertiser = { advertiser_id: '730044', site_id: 'MLB' };
const ITEM = 'MLB5200000001';
const window = { from: parseBusinessDay('2026-11-17'), to: parseBusinessDay('2026-11-19') };
const wire = { clicks: 7, prints: 900, ctr: 0.78, cost: 12.5, units_quantity: 0, total_amount: 0, acos: 0 };
const metrics = {
  prints: 900,
  clicks: 7,
  cost: 12.5,
  units_quantity: 0,
  direct_units_quantity: null,
  indirect_units_quantity: null,
  advertising_items_quantity: null,
  organic_units_quantity: null,
  direct_amount: null,
  indirect_amount: null,
  total_amount: 0,
  organic_units_amount: null,
};
const page = (results: unknown[], total = results.length): Told => ({
  body: { paging: { offset: 0, last_item_id: null, total, limit: 50 }, results },
});

describe('whether a seller advertises', () => {
  it('is told by the advertisers, whose names stay outside', async () => {
    const { client, asked } = await openClient(() => ({
      body: { advertisers: [{ ...advertiser, advertiser_id: 730044, advertiser_name: 'X', account_name: 'MLB - X' }] },
    }));
    expect(await client.ads.getAccount()).toEqual({ state: 'advertising', advertisers: [advertiser] });
    expect(`${asked[0]?.path}?${asked[0]?.query}`).toBe('/advertising/advertisers?product_id=PADS');
    expect(asked[0]?.headers).toMatchObject({ 'api-version': '1', 'content-type': 'application/json' });
  });

  it('Q53 no permissions found is the state "no ads": one call, no wait, no failure', async () => {
    const description = 'No permissions found for user_id 3456789012';
    const { client, asked, waits_ms, tokens } = await openClient(() => ({
      status: 404,
      body: { status: 404, error: 'not_found', description },
    }));
    expect(await client.ads.getAccount()).toEqual({ state: 'no-ads' });
    expect([asked.length, waits_ms, tokens.renewals]).toEqual([1, [], []]);
  });

  it.each([
    ['another 404, as of an address that was retired', refusals.notFound],
    ['a missing permission of the application', refusals.accessDenied],
  ])('Q53 %s is not "no ads"', async (_, refusal) => {
    const { client } = await openClient(() => refusal);
    expect(await failureOf(client.ads.getAccount())).toBeInstanceOf(MeliRefusedError);
  });
});

describe('campaigns and their listings', () => {
  it('are walked page by page, each once, with sums of the window and no ratios', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({
      id: 366400000 + index,
      name: 'Chaleiras',
      status: 'active',
      strategy: 'PROFITABILITY',
      acos_target: 0,
      roas_target: 6.5,
      budget: 45,
      currency_id: 'BRL',
      last_updated: '2026-11-10T21:12:59.000Z',
      date_created: '2026-05-04T22:20:00.000Z',
      metrics: wire,
    }));
    const { client, asked } = await openClient(({ query }) => {
      const offset = Number(query.get('offset'));
      return page(rows.slice(offset, offset + 50), rows.length);
    });
    const campaigns = await all(client.ads.listCampaigns(advertiser, window));
    expect(campaigns).toHaveLength(60);
    expect(campaigns[0]).toEqual({
      id: '366400000',
      name: 'Chaleiras',
      status: 'active',
      strategy: 'PROFITABILITY',
      budget: 45,
      currency_id: 'BRL',
      roas_target: 6.5,
      date_created: new Date('2026-05-04T22:20:00Z'),
      last_updated: new Date('2026-11-10T21:12:59Z'),
      metrics,
    });
    expect(asked.map(({ query }) => query.get('offset'))).toEqual(['0', '50']);
    expect(asked[0]?.path).toBe('/advertising/MLB/advertisers/730044/product_ads/campaigns/search');
    expect(asked[0]?.headers['api-version']).toBe('2');
    expect(asked[0]?.query.get('date_from')).toBe('2026-11-17');
    expect(asked[0]?.query.get('date_to')).toBe('2026-11-19');
    expect(asked[0]?.query.get('metrics')?.split(',')).toEqual(Object.keys(metrics));
  });

  it('Q54 a listing in campaign 0 is in none, and empty metrics are no data', async () => {
    const { client, asked } = await openClient(() =>
      page([
        { item_id: ITEM, campaign_id: 366400001, ad_group_id: 12, status: 'active', metrics: wire },
        { item_id: 'MLB5200000002', campaign_id: 0, ad_group_id: null, status: 'idle', metrics: {} },
      ]),
    );
    expect(await all(client.ads.listItems(advertiser, window))).toEqual([
      { item_id: ITEM, campaign_id: '366400001', ad_group_id: '12', status: 'active', metrics },
      { item_id: 'MLB5200000002', campaign_id: null, ad_group_id: null, status: 'idle', metrics: null },
    ]);
    expect(asked[0]?.path).toBe('/advertising/MLB/advertisers/730044/product_ads/ads/search');
  });
});

describe("a listing's days in a campaign", () => {
  const read = async (body: unknown) => {
    const { client, asked } = await openClient(() => ({ body }));
    const days = await client.ads.getItemDays({ ...advertiser, campaignId: '366400001', itemId: ITEM }, window);
    return { days, asked };
  };
  const day = (date: string, ...results: object[]) => ({ date, results });

  it('Q54 a day without results, with empty metrics, or not there at all, has no data and no zeros', async () => {
    const { days, asked } = await read([
      day('2026-11-19', { item_id: ITEM, metrics: wire }, { item_id: 'MLB5200000002', metrics: { clicks: 99 } }),
      day('2026-11-18', { item_id: ITEM, metrics: {} }),
    ]);
    expect(days).toEqual([
      { day: '2026-11-17', metrics: null },
      { day: '2026-11-18', metrics: null },
      { day: '2026-11-19', metrics },
    ]);
    expect((await read([day('2026-11-18')])).days.every((one) => one.metrics === null)).toBe(true);
    expect(asked[0]?.path).toBe('/advertising/MLB/advertisers/730044/product_ads/campaigns/366400001/ads/metrics');
    expect(asked[0]?.query.get('filters[item_ids]')).toBe(ITEM);
  });

  it.each([
    ['outside the window', [day('2026-11-20', { item_id: ITEM, metrics: wire })]],
    ['that is none', [day('2026-02-30', { item_id: ITEM, metrics: wire })]],
    [
      'told twice with other figures',
      [day('2026-11-18', { item_id: ITEM, metrics: wire }, { item_id: ITEM, metrics: { clicks: 1 } })],
    ],
  ])('a day %s breaks the contract', async (_, body) => {
    expect(await failureOf(read(body))).toBeInstanceOf(MeliContractError);
  });

  it('keeps every part of its address inside its place', async () => {
    const { client, asked } = await openClient(() => ({ body: [] }));
    await client.ads.getItemDays({ ...advertiser, campaignId: '3/../4', itemId: ITEM }, window);
    expect(asked[0]?.path).toBe('/advertising/MLB/advertisers/730044/product_ads/campaigns/3%2F..%2F4/ads/metrics');
    await failureOf(client.ads.getItemDays({ ...advertiser, campaignId: '..', itemId: ITEM }, window));
    expect(asked).toHaveLength(1);
  });
});
