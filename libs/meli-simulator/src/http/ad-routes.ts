import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type AdFigures, adFiguresOn, advertiserId, campaignId, isAdvertised } from '../world/advertising.ts';
import type { World } from '../world/create-world.ts';
import { type Day, dayOf, daysFrom, plusDays } from '../world/days.ts';
import { type Listing, statusAt } from '../world/listing.ts';
import { priceAt_cents } from '../world/listing-changes.ts';
import { adMetricsBody } from './ad-metrics-body.ts';
import { type Mirror, requireCaller } from './mirror.ts';
import { Refusal, refuse } from './refusals.ts';
import { amount, itemTime, secondTime } from './timestamps.ts';

const DAYS_BACK_MAX = 90;
const OF_ADVERTISER = '/advertising/:site/advertisers/:advertiser/product_ads';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Search = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(50),
  offset: z.coerce.number().int().min(0).default(0),
  date_from: Day.optional(),
  date_to: Day.optional(),
  aggregation_type: z.string().optional(),
  'filters[item_id]': z.string().optional(),
  'filters[item_ids]': z.string().optional(),
});

/** Product Ads: who advertises, campaigns, ads, and the one source of figures per listing and day (API document 7.3). */
export function adRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { now } = mirror;

  server.get('/advertising/advertisers', async (request) => {
    const world = requireCaller(mirror, request);
    if (mirror.ads === 'absent') {
      const description = `No permissions found for user_id ${world.seller.id}`;
      throw new Refusal(404, { status: 404, error: 'not_found', description });
    }
    const { nickname } = world.seller;
    const advertiser = { advertiser_id: advertiserId(world), site_id: 'MLB', advertiser_name: nickname };
    return { advertisers: [{ ...advertiser, account_name: `MLB - ${nickname}` }] };
  });

  server.get(`${OF_ADVERTISER}/campaigns/search`, async (request) => {
    const { world, days, paging } = read(mirror, request);
    const figures = advertised(world).flatMap((listing) => days.map((day) => adFiguresOn(listing, day, now())));
    return {
      paging: { ...paging, total: 1 },
      results: paging.offset > 0 ? [] : [campaignBody(world, { figures, at: now() })],
      metrics_summary: adMetricsBody(figures),
    };
  });

  server.get(`${OF_ADVERTISER}/ads/search`, async (request) => {
    const { world, days, paging, search } = read(mirror, request);
    const wanted = search['filters[item_id]'];
    const listings = world.listings.filter(
      (listing) => listing.createdAt <= now() && (wanted === undefined || listing.id === wanted),
    );
    const { offset, limit } = paging;
    if (search.aggregation_type === 'DAILY') {
      const rows = days.map((day) => ({
        date: day,
        ...adMetricsBody(listings.map((listing) => adFiguresOn(listing, day, now()))),
      }));
      return {
        paging: { ...paging, last_item_id: null, total: rows.length },
        results: rows.slice(offset, offset + limit),
      };
    }
    return {
      paging: { ...paging, last_item_id: null, total: listings.length },
      results: listings.slice(offset, offset + limit).map((listing) => adBody(world, listing, { days, at: now() })),
    };
  });

  server.get<{ Params: { campaign: string } }>(`${OF_ADVERTISER}/campaigns/:campaign/ads/metrics`, async (request) => {
    const { world, days, search } = read(mirror, request);
    if (request.params.campaign !== String(campaignId(world))) throw refuse.notFound('campaign not found');
    const ids = (search['filters[item_ids]'] ?? '').split(',');
    const listings = advertised(world).filter((listing) => ids.includes(listing.id));
    return days.map((day) => ({
      date: day,
      results: listings.flatMap((listing) => {
        const figures = adFiguresOn(listing, day, now());
        return figures ? [{ item_id: listing.id, metrics: adMetricsBody([figures]) }] : [];
      }),
    }));
  });
}

const advertised = (world: World) => world.listings.filter(isAdvertised);

/** @throws Refusal for a bad key, another seller's advertiser, or days that are not kept */
function read(mirror: Mirror, request: FastifyRequest) {
  const world = requireCaller(mirror, request);
  const { advertiser } = request.params as { advertiser: string };
  if (mirror.ads === 'absent' || advertiser !== String(advertiserId(world))) throw refuse.forbidden();
  const asked = Search.safeParse(request.query);
  if (!asked.success) throw refuse.badRequest('Invalid parameters');
  const search = asked.data;
  const today: Day = dayOf(mirror.now());
  const from = search.date_from ?? today;
  const to = search.date_to ?? today;
  if (from > to || from < plusDays(today, -DAYS_BACK_MAX)) throw refuse.badRequest('Invalid date range');
  const paging = { offset: search.offset, limit: search.limit };
  return { world, search, paging, days: daysFrom(from, to < today ? to : today) };
}

function campaignBody(world: World, { figures, at }: { figures: readonly (AdFigures | null)[]; at: number }) {
  return {
    id: campaignId(world),
    name: 'Campanha principal',
    status: 'active',
    last_updated: itemTime(at),
    date_created: itemTime(Math.min(...world.listings.map((listing) => listing.createdAt))),
    strategy: 'PROFITABILITY',
    roas_target: 6,
    channel: 'marketplace',
    advertiser_id: advertiserId(world),
    budget: 40,
    automatic_budget: false,
    currency_id: 'BRL',
    metrics: adMetricsBody(figures),
  };
}

function adBody(world: World, listing: Listing, { days, at }: { days: readonly Day[]; at: number }) {
  const isIn = isAdvertised(listing);
  const isActive = statusAt(listing, at) === 'active';
  return {
    item_id: listing.id,
    campaign_id: isIn ? campaignId(world) : 0,
    ad_group_id: isIn ? 1_105_400_000 + (Number(listing.id.slice(3)) % 100_000) : null,
    price: amount(priceAt_cents(listing, at)),
    price_usd: 0,
    title: listing.title,
    status: isIn ? (isActive ? 'active' : 'hold') : 'idle',
    has_discount: false,
    catalog_listing: listing.isCatalog,
    date_created: secondTime(listing.createdAt),
    buy_box_winner: false,
    tags: [],
    channel: 'marketplace',
    advertiser_id: advertiserId(world),
    condition: 'new',
    metrics: isIn ? adMetricsBody(days.map((day) => adFiguresOn(listing, day, at))) : {},
    user_product_id: listing.userProductId,
  };
}
