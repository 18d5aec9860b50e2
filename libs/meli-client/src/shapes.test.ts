import { parseBusinessDay } from '@pulso/domain';
import { describe, expect, it } from 'vitest';
import type { MeliClient } from './create-meli-client.ts';
import {
  MeliAuthorizationError,
  MeliConfigurationError,
  MeliRateLimitError,
  MeliRefusedError,
  MeliRequestError,
  MeliServerError,
} from './errors.ts';
import { exchangeCode, refreshTokens } from './oauth/request-tokens.ts';
import { parseNotification } from './parse-notification.ts';
import { all, failureOf, NOW, openClient, SELLER } from './testing/open-client.ts';
import { listFixtures, readFixture } from './testing/read-fixture.ts';
import type { Asked, Told } from './testing/start-answering.ts';
import { parseJson } from './wire/parse-json.ts';

type Ask = (client: MeliClient, url: string) => Promise<unknown>;
type Reading = readonly [file: string, ask: Ask, told: unknown];
type Refusal = readonly [file: string, status: number, ask: Ask, kind: new (...given: never[]) => Error, code: unknown];

const [PRETA, CANECAS, PAUSED, PENEIRA, GONE] = [
  'MLB5200300401',
  'MLB5200300402',
  'MLB5200300403',
  'MLB5200300404',
  'MLB8880002224',
];
const ORDER = '2000019876500011';
const APP = '8800112233445566';
const days = (from: string, to: string) => ({ from: parseBusinessDay(from), to: parseBusinessDay(to) });
const month = { from: new Date('2026-10-01T04:00:00Z'), to: new Date('2026-11-01T04:00:00Z') };
const ads = { advertiser_id: '720033', site_id: 'MLB' };
const pair = (url: string) => ({ apiUrl: url, clientId: APP, clientSecret: 's3cr3t', clock: { now: () => NOW } });
const figures = { prints: 9360, clicks: 132, cost: 81.84, units_quantity: 6, total_amount: 539.4 };

const getMany =
  (...ids: string[]): Ask =>
  (client) =>
    all(client.items.getMany(ids));
const getOrder: Ask = (client) => client.orders.get(ORDER);
const getVisits: Ask = (client) => client.visits.getListingDays(PRETA, days('2026-10-11', '2026-10-18'));
const getPrice: Ask = (client) => client.items.getSalePrice(PRETA);
const getPerformance: Ask = (client) => client.items.getPerformance(PRETA);
const search: Ask = async (client) => {
  const window = { field: 'date_last_updated', ...month } as const;
  return (await Array.fromAsync(client.orders.search(SELLER, window))).flatMap((page) => page.orders);
};
const getMe: Ask = (client) => client.users.getMe();
const refresh: Ask = (_, url) => refreshTokens({ ...pair(url), refreshToken: 'TG-1' });

const item = (id: string, price: number, available_quantity: number) => ({
  id,
  kind: 'found',
  item: { price, available_quantity, family_id: null },
});
const pairTold = { expiresAt: new Date('2026-11-20T18:34:00Z'), sellerId: SELLER, scope: 'offline_access read write' };
const rated = (rate: number, value: number) => ({ period: '60 days', rate, value });

/** Answers that the client reads, with what comes out of it. */
const readings: Reading[] = [
  [
    'oauth_token_200.json',
    (_, url) => exchangeCode({ ...pair(url), code: 'TG-c', redirectUri: 'https://pulso.example.com/cb' }),
    { ...pairTold, refreshToken: `TG-68e1f2a3b4c5d6e7f8091a2b-${SELLER}` },
  ],
  ['oauth_refresh_200.json', refresh, { ...pairTold, refreshToken: `TG-68e1f2a3b4c5d6e7f8091a2c-${SELLER}` }],
  [
    'users_me.json',
    getMe,
    { id: SELLER, nickname: 'FEIRA.DA.SERRA', site_id: 'MLB', status: { site_status: 'active' } },
  ],
  [
    'users_me.json',
    (client) => client.reputation.get(),
    {
      level_id: '5_green',
      transactions: { total: 55026, completed: 52833, canceled: 2193 },
      metrics: {
        sales: { period: '60 days', completed: 3852 },
        claims: { ...rated(0.0186, 36), excluded: { real_value: 42, real_rate: 0.0218 } },
        delayed_handling_time: rated(0.025, 48),
        cancellations: rated(0.0062, 12),
      },
    },
  ],
  [
    'users_public.json',
    (client) => client.reputation.get(),
    { level_id: '5_green', transactions: { total: 55026, completed: null, canceled: null }, metrics: null },
  ],
  ['items_search_page.json', (client) => all(client.items.listIds(SELLER)), [PRETA, CANECAS, PAUSED, PENEIRA]],
  [
    'items_bulk.json',
    getMany(PRETA, PAUSED, GONE),
    [
      { id: PRETA, kind: 'found', item: { status: 'active', price: 269.7, family_id: '18446744000000000733' } },
      { id: PAUSED, kind: 'found', item: { status: 'paused', sub_status: ['out_of_stock'], available_quantity: 0 } },
      { id: GONE, kind: 'missing' },
    ],
  ],
  ...['full_envelope', 'body_only', 'status_and_body'].map(
    (variant): Reading => [
      `items_bulk_attributes_${variant}.json`,
      getMany(PRETA, PENEIRA),
      [item(PRETA, 269.7, 111), item(PENEIRA, 119.7, 111)],
    ],
  ),
  [
    'item_sale_price_promo.json',
    getPrice,
    { amount: 269.7, regular_amount: 359.7, currency_id: 'BRL', metadata: { promotion_type: 'custom' } },
  ],
  [
    'item_sale_price_regular.json',
    getPrice,
    {
      amount: 194.7,
      regular_amount: null,
      reference_date: new Date('2026-10-18T15:19:35Z'),
      metadata: { campaign_id: null, promotion_id: null, promotion_type: null },
    },
  ],
  ['item_performance.json', getPerformance, { hasClips: false, score: 36 }],
  [
    'price_to_win.json',
    (client) => client.competition.getPriceToWin(PENEIRA),
    {
      isInCatalog: true,
      status: 'competing',
      current_price: 119.7,
      price_to_win: 112.47,
      visit_share: 'minimum',
      catalog_product_id: 'MLB33220044',
      winner: { item_id: 'MLB5990022002', price: 112.5 },
    },
  ],
  [
    'visits_item_time_window.json',
    getVisits,
    [72, 120, 156, 0, 84, 93, 81, 27].map((visits, index) => ({ day: `2026-10-${11 + index}`, visits })),
  ],
  [
    'visits_user_time_window.json',
    (client) => client.visits.getAccountDays(SELLER, days('2026-10-15', '2026-10-18')),
    [1536, 1494, 1413, 447].map((visits, index) => ({ day: `2026-10-${15 + index}`, visits })),
  ],
  [
    'order_paid.json',
    getOrder,
    {
      missing: [],
      order: {
        id: ORDER,
        status: 'paid',
        pack_id: '2000007123450001',
        total_amount: 539.4,
        date_closed: new Date('2026-10-16T18:24:59Z'),
        order_items: [
          { item: { id: PRETA, seller_sku: 'CHA-900-PR' }, quantity: 2, unit_price: 269.7, sale_fee: 43.14 },
        ],
        payments: [{ id: '140000000101', status: 'approved', marketplace_fee: 86.28 }],
        shipping: { id: '45123450987' },
        seller: { id: SELLER },
      },
    },
  ],
  [
    'order_cancelled.json',
    getOrder,
    {
      missing: [],
      order: {
        status: 'cancelled',
        status_detail: null,
        paid_amount: 0,
        cancel_detail: { code: 'buyer_cancel_express', group: 'buyer', requested_by: 'buyer' },
        payments: [{ status: 'refunded', transaction_amount_refunded: 119.7 }],
      },
    },
  ],
  [
    'orders_search.json',
    search,
    [
      { id: '2000019876500031', status: 'paid', pack_id: null },
      { id: ORDER, last_updated: new Date('2026-10-16T18:26:25Z') },
      { id: '2000019876500021', status: 'cancelled', date_closed: new Date('2026-10-15T13:30:35Z') },
    ],
  ],
  ['orders_search_empty.json', search, []],
  [
    'pack.json',
    (client) => client.packs.get('2000007123450001'),
    { orders: [{ id: ORDER }], shipment: { id: '45123450987' }, date_created: new Date('2026-10-16T18:24:42Z') },
  ],
  [
    'shipment.json',
    (client) => client.shipments.get('45123450987'),
    { id: '45123450987', status: 'ready_to_ship', substatus: 'picked_up' },
  ],
  [
    'shipment_costs.json',
    (client) => client.shipments.getCosts('45123450987'),
    { gross_amount: 71.7, senders: [{ user_id: SELLER, cost: 35.85 }] },
  ],
  [
    'claims_search.json',
    (client) => all(client.claims.search(SELLER, month)),
    [
      {
        id: '5412003344',
        order_id: '2000019876500031',
        date_created: new Date('2026-10-18T14:19:34Z'),
        respond_by: new Date('2026-10-23T14:00:00Z'),
      },
    ],
  ],
  [
    'claim_returns.json',
    (client) => client.claims.getReturn('5412003344'),
    {
      claim_id: '5412003344',
      status: 'shipped',
      orders: [{ item_id: CANECAS, variation_id: '199300400402', total_quantity: 1, return_quantity: 1 }],
      shipments: [{ shipment_id: '45222333444', status: 'shipped', type: 'return' }],
      date_created: new Date('2026-10-18T14:22:49.747Z'),
    },
  ],
  [
    'questions_search.json',
    (client) => all(client.questions.search(SELLER)),
    [
      { id: '13400330022', status: 'UNANSWERED', answer: null },
      { id: '13400330018', status: 'ANSWERED', answer: { status: 'ACTIVE' } },
    ],
  ],
  [
    'questions_response_time.json',
    (client) => client.questions.getResponseTimes(SELLER),
    { total_minutes: 66, weekend_minutes: 123, workingHours_minutes: 27, extraHours_minutes: 216 },
  ],
  ['ads_advertisers.json', (client) => client.ads.getAccount(), { state: 'advertising', advertisers: [ads] }],
  [
    'ads_search.json',
    (client) => all(client.ads.listItems(ads, days('2026-10-01', '2026-10-17'))),
    [
      { item_id: PRETA, campaign_id: '366300200', ad_group_id: '1206500300', metrics: figures },
      { item_id: CANECAS, campaign_id: null, ad_group_id: null, status: 'idle', metrics: null },
    ],
  ],
  [
    'ads_item_daily.json',
    (client) =>
      client.ads.getItemDays({ ...ads, campaignId: '366300200', itemId: PRETA }, days('2026-10-16', '2026-10-17')),
    [
      { day: '2026-10-16', metrics: figures },
      { day: '2026-10-17', metrics: null },
    ],
  ],
  [
    'ads_campaigns_search.json',
    (client) => all(client.ads.listCampaigns(ads, days('2026-10-01', '2026-10-17'))),
    [{ id: '366300200', name: 'Campanha chaleiras', budget: 120, roas_target: 18, metrics: figures }],
  ],
  [
    'missed_feeds.json',
    (client) => all(client.missedFeeds.list(APP)),
    [{ topic: 'orders_v2', resource: `/orders/${ORDER}`, user_id: SELLER, application_id: APP, attempts: 8 }],
  ],
];

/** Answers that are given for something else, or after something else, or inside something else. */
const staged: readonly (readonly [
  files: string[],
  told: (asked: Asked, index: number) => Told,
  ask: Ask,
  out: unknown,
])[] = [
  [
    ['items_search_scan_page.json', 'items_search_scan_end.json'],
    ({ query }) => {
      if (query.get('search_type') !== 'scan') return { body: { results: [], paging: { total: 1001 } } };
      return { text: readFixture(`items_search_scan_${query.has('scroll_id') ? 'end' : 'page'}.json`) };
    },
    (client) => all(client.items.listIds(SELLER)),
    [PRETA, CANECAS, PAUSED, PENEIRA],
  ],
  [
    ['items_multiget_legacy.json'],
    ({ path }) =>
      path === '/items/bulk' ? { status: 404, body: {} } : { text: readFixture('items_multiget_legacy.json') },
    getMany(PRETA, PAUSED, GONE),
    [{ kind: 'found', item: { family_id: '18446744000000000733' } }, { kind: 'found' }, { id: GONE, kind: 'missing' }],
  ],
  [
    ['item_single_user_product.json', 'item_single_with_variations.json'],
    () => {
      const [one, other] = ['user_product', 'with_variations'].map((model) => readFixture(`item_single_${model}.json`));
      return { text: `[{"status_code": 200, "body": ${one}}, {"status_code": 200, "body": ${other}}]` };
    },
    getMany(PRETA, CANECAS),
    [
      { item: { family_id: '18446744000000000733', user_product_id: 'MLBU1600300401', variations: [] } },
      {
        item: {
          family_name: null,
          date_created: new Date('2025-06-30T13:22:34.593Z'),
          variations: [
            { id: '199300400401', available_quantity: 36 },
            { id: '199300400402', available_quantity: 18 },
          ],
        },
      },
    ],
  ],
];

/** Refusals: with their status, who meets them, and the error that comes out with Mercado Livre's own word. */
const refused: Refusal[] = [
  ['oauth_invalid_grant_400.json', 400, refresh, MeliAuthorizationError, 'invalid_grant'],
  ['oauth_invalid_client_400.json', 400, refresh, MeliConfigurationError, 'invalid_client'],
  ['error_401_invalid_token.json', 401, getMe, MeliAuthorizationError, 'invalid_token'],
  ['error_400_malformed_token.json', 400, getMe, MeliAuthorizationError, 'bad_request'],
  ['error_403_policy_agent.json', 403, getVisits, MeliRefusedError, 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES'],
  ['error_403_access_denied.json', 403, getMany(PRETA), MeliRefusedError, 'access_denied'],
  ['error_403_sale_price_access_denied.json', 403, getPrice, MeliRefusedError, 'access_denied'],
  ['error_403_invalid_scopes.json', 403, search, MeliRefusedError, 'FORBIDDEN'],
  ['error_403_sites_search.json', 403, search, MeliRefusedError, 'forbidden'],
  ['error_404_item.json', 404, getPrice, MeliRefusedError, 'not_found'],
  ['error_404_visits_item.json', 404, getVisits, MeliRefusedError, 'not_found'],
  ['error_429.json', 429, getMe, MeliRateLimitError, 'too_many_requests'],
  ['error_429_plain_text.txt', 429, getMe, MeliRateLimitError, null],
  ['error_500.json', 500, getMe, MeliServerError, 'internal_server_error'],
  ['error_503.json', 503, getMe, MeliServerError, 'service_not_available'],
  ['error_400_orders_limit.json', 400, search, MeliRequestError, 'limit.maximum_exceeded'],
  ['error_400_orders_offset.json', 400, search, MeliRequestError, 'limit.maximum_exceeded'],
  ['error_400_items_search_offset.json', 400, (c) => all(c.items.listIds(SELLER)), MeliRequestError, 'bad_request'],
  ['error_400_multiget_21.json', 400, getMany(PRETA), MeliRequestError, 'bad_request'],
  ['error_400_visits_window.json', 400, getVisits, MeliRequestError, 'bad_request'],
  ['error_400_visits_two_ids.json', 400, getVisits, MeliRequestError, 'validation_parameters'],
  ['error_400_visits_ending.json', 400, getVisits, MeliRequestError, 'bad_request'],
  ['order_404.json', 404, getOrder, MeliRefusedError, 'order_not_found'],
  ['order_403.json', 403, getOrder, MeliRefusedError, 'forbidden'],
  ['claims_search_400.json', 400, (c) => all(c.claims.search(SELLER, month)), MeliRequestError, 'invalid_query'],
];

/** Refusals that are a state, and no error. */
const states: readonly (readonly [file: string, status: number, ask: Ask, told: unknown])[] = [
  ['item_performance_400_not_active.json', 400, getPerformance, { hasClips: null, score: null }],
  ['item_performance_404.json', 404, getPerformance, { hasClips: null, score: null }],
  ['ads_advertisers_404.json', 404, (client) => client.ads.getAccount(), { state: 'no-ads' }],
];

/** Notices to our callback: where each points to. */
const notices = [
  ['notification_orders_v2.json', 'orders_v2', { kind: 'order', id: ORDER }],
  ['notification_items.json', 'items', { kind: 'item', id: PRETA }],
  ['notification_items_prices.json', 'items_prices', { kind: 'item-price', id: PRETA }],
  ['notification_questions.json', 'questions', { kind: 'question', id: '13400330022' }],
  ['notification_stock_location.json', 'stock-location', { kind: 'user-product-stock', id: 'MLBU1600300401' }],
  ['notification_post_purchase.json', 'post_purchase', { kind: 'claim', id: '5412003344' }],
] as const;

/** Shapes that are not read by Pulso, and why not. */
const notRead: Readonly<Record<string, string>> = {
  'ads_search_daily.json': 'has no listing in it; days come per listing and campaign',
  'item_prices.json': 'lists prices that are not charged; the sale price is read',
  'items_search_restrictions.json': 'concerns sellers with more than 200,000 listings, who are scanned like all',
  'listing_prices.json': 'forecasts fees; the fee of a sale stands in its order',
  'moderations_infractions.json': 'is no part of any metric',
  'order_shipments.json': 'repeats the shipment id that stands in the order',
  'reviews_item.json': 'is no part of any metric, and may hold personal texts',
  'seller_promotions_item.json': 'offers promotions; one that counts stands in the sale price',
  'shipment_sla.json': 'is no part of any metric; lateness counts in the reputation',
  'user_product.json': 'repeats what the listing tells of its user product',
  'user_product_stock.json': 'splits stock by place; the listing tells the sum',
  'visits_item_lifetime.json': 'has no days',
  'visits_item_range.json': 'has no days',
  'visits_user_range.json': 'has no days',
};

const serve = (file: string, status = 200) => openClient(() => ({ status, text: readFixture(file) }));

describe('the shapes of Mercado Livre, with values of our own', () => {
  it.each(readings)('%s is read (case %#)', async (file, ask, told) => {
    const { client, url } = await serve(file);
    expect(await ask(client, url)).toMatchObject(told as object);
  });

  it.each(staged)('%j are read in their place', async (_, answer, ask, told) => {
    const { client, url } = await openClient(answer);
    expect(await ask(client, url)).toMatchObject(told as object);
  });

  it.each(refused)('%s is refused with %i', async (file, status, ask, kind, code) => {
    const { client, url } = await serve(file, status);
    const error = await failureOf(ask(client, url));
    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject({ status, code });
  });

  it.each(states)('%s with %i is a state and no failure', async (file, status, ask, told) => {
    const { client, url, waits_ms } = await serve(file, status);
    expect(await ask(client, url)).toEqual(told);
    expect(waits_ms).toEqual([]);
  });

  it.each(notices)('%s is a notice of %s', (file, topic, subject) => {
    const told = parseNotification(readFixture(file));
    expect(told).toMatchObject({ topic, subject, userId: SELLER, applicationId: APP });
    expect([told?.id, told?.sent, told?.received, told?.attempts]).not.toContain(null);
  });

  it.each(Object.entries(notRead))('%s is not read by Pulso: it %s', (file) => {
    expect(parseJson(readFixture(file))).toEqual(expect.anything());
  });

  it('are all accounted for: each is read, refused, a state, a notice, or left out with a reason', () => {
    const told = [
      ...readings.map(([file]) => file),
      ...staged.flatMap(([files]) => files),
      ...refused.map(([file]) => file),
      ...states.map(([file]) => file),
      ...notices.map(([file]) => file),
      ...Object.keys(notRead),
    ];
    expect([...new Set(told)].sort()).toEqual(listFixtures());
    expect(listFixtures()).toHaveLength(84);
  });

  it('bring nothing of a buyer out of the client, wherever it stands', async () => {
    const personal = /17002003\d\d|freguesa|Rua da|Nogueira|indução|forno/i;
    const told = await Promise.all(
      readings.map(async ([file, ask]) => {
        const { client, url } = await serve(file);
        return JSON.stringify(await ask(client, url));
      }),
    );
    for (const text of told) expect(text).not.toMatch(personal);
    // The mark is not empty: the wire holds all of it.
    for (const sign of ['17002003', 'Rua da', 'Nogueira', 'indução']) {
      expect(readings.some(([file]) => readFixture(file).includes(sign))).toBe(true);
    }
  });
});
