import { type BusinessDay, type BusinessWindow, daysIn, findBusinessDay } from '@pulso/domain';
import { z } from 'zod';
import { MeliContractError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { AD_METRICS, AdItem, AdMetrics, Advertiser, Campaign } from '../wire/ads.ts';
import { walkPages } from './walk-pages.ts';

/** Whether the seller advertises at all: having no ads is a state and no failure (Q53). */
export type AdsAccount = { state: 'no-ads' } | { state: 'advertising'; advertisers: Advertiser[] };

/** One listing on one day; null metrics = no data, which is not zero (Q54). */
export interface AdDay {
  day: BusinessDay;
  metrics: AdMetrics | null;
}

const ADVERTISERS = '/advertising/advertisers';
const OF_ADVERTISER = '/advertising/{site}/advertisers/{advertiser}/product_ads';
const CAMPAIGNS = `${OF_ADVERTISER}/campaigns/search`;
const ADS = `${OF_ADVERTISER}/ads/search`;
const ITEM_DAYS = `${OF_ADVERTISER}/campaigns/{campaign}/ads/metrics`;
const PAGE_SIZE = 50;
const headers = { 'content-type': 'application/json', 'api-version': '2' };

const Paging = z.object({ total: z.number().int() });
const Advertisers = z.object({ advertisers: z.array(Advertiser) }).nullable();
const Campaigns = z.object({ paging: Paging, results: z.array(Campaign) });
const Ads = z.object({ paging: Paging, results: z.array(AdItem) });
const ItemDays = z.array(
  z.object({
    date: z.string().min(10),
    results: z.array(z.object({ item_id: z.string().min(1), metrics: AdMetrics })),
  }),
);

/** Product Ads (API document 7.3). Mercado Livre keeps 90 days; figures still grow for 14 days, and yesterday's are final at 10:00. */
export function createAds(request: Request) {
  return {
    /**
     * Who advertises for this seller. Only the 404 that speaks of missing permissions says "no ads" (Q53).
     * @throws MeliRefusedError on any other 404, or without the permission for advertising
     */
    async getAccount(options?: CallOptions): Promise<AdsAccount> {
      const call = {
        endpoint: ADVERTISERS,
        query: { product_id: 'PADS' },
        headers: { ...headers, 'api-version': '1' },
        schema: Advertisers,
        noneOn404: /no permissions found/i,
      };
      const { data } = await request(call, options);
      return data === null ? { state: 'no-ads' } : { state: 'advertising', advertisers: data.advertisers };
    },

    /** Campaigns with their sums over the window, each once. */
    listCampaigns: (of: Advertiser, window: BusinessWindow, options?: CallOptions): AsyncGenerator<Campaign[]> =>
      walkPages(CAMPAIGNS, {
        read: async (offset) => {
          const call = { endpoint: CAMPAIGNS, parts: partsOf(of), query: queryOf(window, offset), headers };
          const { data } = await request({ ...call, schema: Campaigns }, options);
          return { rows: data.results, total: data.paging.total };
        },
        idOf: (campaign) => campaign.id,
      }),

    /** Listings that Product Ads knows, with their campaign and their sums over the window, each once. */
    listItems: (of: Advertiser, window: BusinessWindow, options?: CallOptions): AsyncGenerator<AdItem[]> =>
      walkPages(ADS, {
        read: async (offset) => {
          const call = { endpoint: ADS, parts: partsOf(of), query: queryOf(window, offset), headers };
          const { data } = await request({ ...call, schema: Ads }, options);
          return { rows: data.results, total: data.paging.total };
        },
        idOf: (item) => item.item_id,
      }),

    /**
     * One listing's figures for each day of the window, oldest first: the only source per listing and day. A day that is not
     * told, or told without figures, is null (Q54).
     * @throws MeliContractError on a day outside the window, or one told twice with different figures
     */
    async getItemDays(
      { campaignId, itemId, ...of }: Advertiser & { campaignId: string; itemId: string },
      window: BusinessWindow,
      options?: CallOptions,
    ): Promise<AdDay[]> {
      const query = { ...queryOf(window), 'filters[item_ids]': itemId };
      const call = { endpoint: ITEM_DAYS, parts: { ...partsOf(of), campaign: campaignId }, query, headers };
      const { data } = await request({ ...call, schema: ItemDays }, options);
      const rows = data.flatMap(({ date, results }) =>
        results.flatMap(({ item_id, metrics }) => (item_id === itemId ? [{ date, metrics }] : [])),
      );
      return fillDays(window, rows);
    },
  };
}

function partsOf({ site_id, advertiser_id }: Advertiser): Record<string, string> {
  return { site: site_id, advertiser: advertiser_id };
}

function queryOf({ from, to }: BusinessWindow, offset?: number): Record<string, string | number | undefined> {
  const page = offset === undefined ? {} : { limit: PAGE_SIZE, offset };
  return { ...page, date_from: from, date_to: to, metrics: AD_METRICS };
}

function fillDays(window: BusinessWindow, rows: readonly { date: string; metrics: AdMetrics | null }[]): AdDay[] {
  const byDay = new Map<BusinessDay, AdMetrics | null>();
  for (const { date, metrics } of rows) {
    const day = findBusinessDay(date.slice(0, 10));
    if (day === null || day < window.from || day > window.to) {
      throw new MeliContractError('date: not a day of the window that was asked for', { endpoint: ITEM_DAYS });
    }
    if (byDay.has(day) && JSON.stringify(byDay.get(day)) !== JSON.stringify(metrics)) {
      throw new MeliContractError('one day told twice, with different figures', { endpoint: ITEM_DAYS });
    }
    byDay.set(day, metrics);
  }
  return daysIn(window).map((day) => ({ day, metrics: byDay.get(day) ?? null }));
}
