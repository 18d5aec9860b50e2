import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createMeliClient, type MeliClient } from '../create-meli-client.ts';
import { MeliRateLimitError, MeliServerError, MeliTimeoutError } from '../errors.ts';
import { refreshTokens } from '../oauth/request-tokens.ts';
import { all, failureOf } from '../testing/open-client.ts';
import { openSimulatedSeller, type SimulatedSeller } from '../testing/open-simulated-seller.ts';

const AT = '2026-11-20T15:34:00Z';
const TODAY = parseBusinessDay('2026-11-20');

let seller: SimulatedSeller;
let client: MeliClient;
let ids: string[];
const waits_ms: number[] = [];
beforeAll(async () => {
  seller = await openSimulatedSeller({ at: AT, anchorDay: TODAY, sellers: ['main', 'sixty'] });
  const { accessToken } = seller.pair();
  client = createMeliClient({
    apiUrl: seller.simulator.url,
    tokens: { getAccessToken: async () => accessToken, replaceRejectedToken: async () => accessToken },
    timeout_ms: 250,
    random: () => 0.5,
    wait: async (ms) => void waits_ms.push(ms),
  });
  ids = await all(client.items.listIds(seller.sellerId));
});
afterEach(() => {
  seller.simulator.setFaults([]);
  waits_ms.length = 0;
});
afterAll(() => seller.simulator.close());

it('Q48 an order of which the search tells a part is asked for alone, and comes whole', async () => {
  const search = { field: 'date_closed', from: new Date('2026-11-18T03:00:00Z'), to: new Date(AT) } as const;
  const calm = (await Array.fromAsync(client.orders.search(seller.sellerId, search))).flatMap((page) => page.orders);
  seller.simulator.setFaults([{ kind: 'partial', route: '/orders/search', missing: ['payments'] }]);
  const pages = await Array.fromAsync(client.orders.search(seller.sellerId, search));
  expect(pages.flatMap((page) => page.orders).toSorted((one, other) => one.id.localeCompare(other.id))).toEqual(
    calm.toSorted((one, other) => one.id.localeCompare(other.id)),
  );
  expect(pages.flatMap((page) => page.missing)).toEqual([]);
});

it('Q62 a 429 in plain text is waited for like one in JSON, and the answer comes', async () => {
  seller.simulator.setFaults([{ kind: 'too-many-requests', as: 'text', calls: 2 }]);
  expect((await client.users.getMe()).id).toBe(seller.sellerId);
  expect(waits_ms).toHaveLength(2);
});

it('Q63 a 429 that says seven seconds is given at least seven', async () => {
  seller.simulator.setFaults([{ kind: 'too-many-requests', as: 'json', retryAfter_s: 7, calls: 1 }]);
  await client.users.getMe();
  expect(waits_ms).toHaveLength(1);
  expect(waits_ms[0]).toBeGreaterThanOrEqual(7000);
});

it('Q64 a seller who is throttled without end fails alone: another one’s calls go on', async () => {
  const { simulator, application } = seller;
  seller.simulator.setFaults([{ kind: 'too-many-requests', route: `/users/${seller.sellerId}/items_visits/*` }]);
  const stormed = failureOf(client.visits.getAccountDays(seller.sellerId, lastDays(TODAY, 7)));
  const sixty = simulator.sellers[1]?.sellerId ?? '';
  const refreshToken = await simulator.issueRefreshToken(sixty);
  const { accessToken } = await refreshTokens({ ...application, refreshToken });
  const tokens = { getAccessToken: async () => accessToken, replaceRejectedToken: async () => accessToken };
  const other = createMeliClient({ apiUrl: simulator.url, tokens });
  expect(await other.visits.getAccountDays(sixty, lastDays(TODAY, 7))).toHaveLength(7);
  expect(await stormed).toBeInstanceOf(MeliRateLimitError);
});

it.each([
  ['HTML that calls itself a success', { kind: 'proxy-page', status: 200 }, MeliServerError],
  ['HTML with 502', { kind: 'proxy-page', status: 502 }, MeliServerError],
  ['a 503', { kind: 'server-error', status: 503 }, MeliServerError],
  ['an empty 200', { kind: 'empty', status: 200 }, MeliRateLimitError],
  ['silence', { kind: 'hang', cap_ms: 60_000 }, MeliTimeoutError],
] as const)('Q65 %s is tried again, and never taken for no data', async (_what, fault, failure) => {
  const route = `/items/${ids[0]}/visits/*`;
  const days = () => client.visits.getListingDays(ids[0] ?? '', lastDays(TODAY, 30));
  const calm = await days();
  seller.simulator.setFaults([{ ...fault, route, calls: 1 }]);
  expect(await days()).toEqual(calm);
  expect(waits_ms.length).toBeGreaterThan(0);
  seller.simulator.setFaults([{ ...fault, route }]);
  expect(await failureOf(days())).toBeInstanceOf(failure);
});
