import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator } from './start-simulator.ts';
import { allOrders, ask, type OrdersPage, openSeller, type Seller } from './testing/open-seller.ts';
import { SELLER_NAMES } from './world/choose-sellers.ts';

let seller: Seller;
const keys = new Map<string, string>();
const MAIN = '2345678901';
const EMPTY = '345678902';
const SIXTY = '345678903';
const LARGE = '345678904';
const WIDE = '5123456789';
const UNRATED = '345678906';
const REVOKED = '345678907';
beforeAll(async () => {
  seller = await openSeller({ sellers: SELLER_NAMES, world: { listings: 5, ordersPerDay: 2, historyDays: 90 } });
  for (const { sellerId } of seller.simulator.sellers) {
    if (sellerId === REVOKED) continue;
    const { body } = await seller.renew(await seller.simulator.issueRefreshToken(sellerId));
    keys.set(sellerId, body.access_token);
  }
});
afterAll(() => seller.simulator.close());
const as = <Body = Record<string, unknown>>(sellerId: string, path: string) =>
  seller.get<Body>(path, keys.get(sellerId));
interface Page {
  results: string[];
  paging: { total: number };
  scroll_id: string | null;
}
const listingsOf = async (sellerId: string) =>
  (await as<Page>(sellerId, `/users/${sellerId}/items/search?limit=100`)).body;
const november = { 'order.date_closed.from': '2026-11-01T03:00:00Z', 'order.date_closed.to': '2026-11-12T03:00:00Z' };
const ordersOf = async (sellerId: string) => {
  const query = new URLSearchParams({ seller: sellerId, ...november });
  return (await as<OrdersPage>(sellerId, `/orders/search?${query}`)).body;
};

describe('several sellers in one simulator', () => {
  it('are who they say, each by the key of their own', async () => {
    for (const [sellerId] of keys) {
      const { status, body } = await as(sellerId, '/users/me');
      expect({ status, id: String(body.id) }).toEqual({ status: sellerId === UNRATED ? 206 : 200, id: sellerId });
    }
    expect(Number(WIDE)).toBeGreaterThan(2 ** 32);
  });

  it('have as many listings as they should, also none', async () => {
    expect((await listingsOf(EMPTY)).paging.total).toBe(0);
    expect((await listingsOf(EMPTY)).results).toEqual([]);
    expect((await ordersOf(EMPTY)).results).toEqual([]);
    // One of each opens on the day after the anchor day.
    expect((await listingsOf(SIXTY)).paging.total).toBe(59);
    expect((await listingsOf(LARGE)).paging.total).toBe(1249);
  });

  it('can be scanned past a thousand listings, each once', async () => {
    const found: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await as<Page>(LARGE, `/users/${LARGE}/items/search?search_type=scan&limit=100${cursor}`);
      if (body.results.length === 0) break;
      found.push(...body.results);
      cursor = `&scroll_id=${encodeURIComponent(body.scroll_id ?? '')}`;
    }
    expect(new Set(found).size).toBe(1249);
    expect(found).toHaveLength(1249);
  });

  it('share no listing, order, pack or shipment number', async () => {
    const sellers = [MAIN, SIXTY, LARGE, WIDE, UNRATED];
    const listings = (await Promise.all(sellers.map(listingsOf))).flatMap((page) => page.results);
    expect(new Set(listings).size).toBe(listings.length);
    const orders = (await Promise.all(sellers.map(ordersOf))).flatMap((page) => page.results);
    expect(orders.length).toBeGreaterThan(100);
    expect(new Set(orders.map((order) => order.id)).size).toBe(orders.length);
    const shipments = orders.flatMap((order) => order.shipping.id ?? []);
    expect(shipments.every((id) => id >= 44_000_000_000 && id < 10 ** 11)).toBe(true);
    for (const sellerId of [MAIN, SIXTY]) {
      const own = new Set((await ordersOf(sellerId)).results.flatMap((order) => order.shipping.id ?? []));
      const others = (await ordersOf(LARGE)).results.flatMap((order) => order.shipping.id ?? []);
      expect(others.some((id) => own.has(id))).toBe(false);
    }
  });

  it("refuse each other's things in the words of each place", async () => {
    const active = await as<Page>(SIXTY, `/users/${SIXTY}/items/search?status=active&orders=start_time_asc`);
    const [item] = active.body.results;
    const order = (await ordersOf(SIXTY)).results.find((one) => one.pack_id !== null && one.shipping.id !== null);
    const denied = { status: 403, body: { error: 'access_denied', cause: null } };
    const policy = { status: 403, body: { blocked_by: 'PolicyAgent' } };
    const forbidden = { status: 403, body: { error: 'forbidden' } };
    const cases: [string, object][] = [
      [`/items/${item}`, denied],
      [`/items/${item}/sale_price`, { status: 403, body: { code: 'access_denied' } }],
      [`/item/${item}/performance`, { status: 401, body: { error: 'unauthorized' } }],
      [`/items/${item}/visits/time_window?last=2&unit=day`, policy],
      [`/users/${SIXTY}/items_visits/time_window?last=2&unit=day`, policy],
      [`/users/${SIXTY}/items/search`, denied],
      [`/orders/search?seller=${SIXTY}`, forbidden],
      [`/orders/${order?.id}`, forbidden],
      [`/orders/${order?.id}/shipments`, forbidden],
      [`/packs/${order?.pack_id}`, forbidden],
      [`/shipments/${order?.shipping.id}`, forbidden],
      [`/shipments/${order?.shipping.id}/costs`, forbidden],
      [`/items/bulk?ids=${item}`, { status: 200, body: [{ id: item, status_code: 403 }] }],
    ];
    for (const [path, refusal] of cases) {
      expect(await as(WIDE, path), path).toMatchObject(refusal);
      const own = await as(SIXTY, path);
      expect(own.status, path).toBe(200);
      expect(own.text, path).not.toContain('"status_code":403');
    }
  });

  it('are told in part to each other and whole to themselves', async () => {
    expect((await as(WIDE, `/users/${SIXTY}`)).body).not.toHaveProperty('email');
    expect((await as(SIXTY, `/users/${SIXTY}`)).body).toHaveProperty('email');
  });

  it('without a reputation are a 206 that lacks it, new ones have one without a colour', async () => {
    const unrated = await as(UNRATED, '/users/me');
    expect(unrated.status).toBe(206);
    expect(unrated.body).not.toHaveProperty('seller_reputation');
    expect((await as(EMPTY, '/users/me')).body.seller_reputation).toMatchObject({
      level_id: null,
      power_seller_status: null,
    });
    const other = await as(MAIN, `/users/${UNRATED}`);
    expect(other.status).toBe(206);
    expect(other.body).not.toHaveProperty('seller_reputation');
  });

  it('have a truth each', () => {
    const reads = [{ at: seller.simulator.now(), days: 3 }];
    const rows = (sellerId?: string) =>
      seller.simulator.truth({ sellerId, timeZone: 'America/Sao_Paulo', reads }).listingRows;
    expect(rows(EMPTY)).toEqual([]);
    expect(rows()).toEqual(rows(MAIN));
    expect(rows(SIXTY).length).toBeGreaterThan(100);
    expect(() => rows('1')).toThrow('there is no seller 1');
  });
});

describe('a sale that is added where there are several sellers', () => {
  it("is the first seller's, the named one's, or the owner's of the listing", async () => {
    const { addSale } = seller.simulator;
    const [item] = (await listingsOf(WIDE)).results;
    const sales = [
      { sellerId: MAIN, sale: await addSale() },
      { sellerId: SIXTY, sale: await addSale({ sellerId: SIXTY }) },
      { sellerId: WIDE, sale: await addSale({ listingId: item }) },
    ];
    for (const { sellerId, sale } of sales) {
      for (const [other] of keys) {
        expect((await as(other, `/orders/${sale.orderId}`)).status).toBe(other === sellerId ? 200 : 403);
      }
      await seller.simulator.cancelOrder(sale.orderId);
      expect((await as(sellerId, `/orders/${sale.orderId}`)).body).toMatchObject({ status: 'cancelled' });
    }
    await expect(addSale({ sellerId: '1' })).rejects.toThrow('there is no seller 1');
    await expect(addSale({ sellerId: MAIN, listingId: item })).rejects.toThrow('there is no listing');
  });
});

describe('which sellers there are', () => {
  const size = { listings: 5, ordersPerDay: 2, historyDays: 60 };

  it('changes nothing of a seller, whoever stands beside it', async () => {
    const [alone, beside] = await Promise.all([
      openSeller({ world: size }),
      openSeller({ world: size, sellers: ['main', 'sixty'] }),
    ]);
    expect(await allOrders(beside, november)).toEqual(await allOrders(alone, november));
    await Promise.all([alone.simulator.close(), beside.simulator.close()]);
  });

  it('can be said by name or be of one’s own making, and stays so in a state folder', async () => {
    const stateDir = await mkdtemp(join(tmpdir(), 'simulator-'));
    const own = { id: '77', nickname: 'MEU.SIMULADO', listings: 2, ordersPerDay: 1, historyDays: 40 };
    const first = await openSeller({ stateDir, world: size, sellers: [own, 'main'] });
    expect(first.simulator.sellers.map((one) => one.sellerId)).toEqual(['77', MAIN]);
    const { orderId } = await first.simulator.addSale();
    await first.simulator.close();
    const second = await openSeller({ stateDir, world: size });
    expect(second.simulator.sellers[0]).toEqual({ sellerId: '77', nickname: 'MEU.SIMULADO' });
    expect((await second.get(`/orders/${orderId}`)).status).toBe(200);
    await second.simulator.close();
    await expect(startSimulator({ stateDir, sellers: ['main'] })).rejects.toThrow('keeps a world with sellers');
    await rm(stateDir, { recursive: true });
  });

  it('is refused when it cannot be', async () => {
    const wish = (sellers: unknown) => startSimulator({ sellers: sellers as [] });
    await expect(wish([])).rejects.toThrow('at least one seller');
    await expect(wish(['nobody'])).rejects.toThrow('there is no seller nobody; known: main, empty');
    await expect(wish(['main', 'main'])).rejects.toThrow('the same id');
    await expect(wish([{ id: 'x' }])).rejects.toThrow("a seller's id is a number");
    await expect(wish([{ id: '5', listings: 100_001 }])).rejects.toThrow('listings are at most 100000');
  });
});

describe('the authorisation page where there are several sellers', () => {
  const query = (extra: Record<string, string>) =>
    new URLSearchParams({
      response_type: 'code',
      client_id: seller.simulator.clientId,
      redirect_uri: 'http://127.0.0.1/back',
      ...extra,
    });
  const open = (extra: Record<string, string>) =>
    fetch(`${seller.simulator.authUrl}/authorization?${query(extra)}`, { redirect: 'manual' });

  it('asks which of them it is, and carries on what it was asked', async () => {
    const response = await open({ state: 'a"<b>&c' });
    const html = await response.text();
    expect(response.headers.get('content-type')).toContain('text/html');
    for (const { sellerId } of seller.simulator.sellers) expect(html).toContain(`name="seller" value="${sellerId}"`);
    expect(html).toContain('name="state" value="a&quot;&lt;b&gt;&amp;c"');
    expect(html).toContain('name="redirect_uri" value="http://127.0.0.1/back"');
  });

  it('lets the chosen one in, also one who took the consent back before', async () => {
    expect(seller.simulator.isRevoked(REVOKED)).toBe(true);
    for (const sellerId of [SIXTY, REVOKED]) {
      const response = await open({ seller: sellerId, state: 's' });
      const target = new URL(response.headers.get('location') ?? '');
      expect(target.searchParams.get('state')).toBe('s');
      const pair = await seller.post({
        grant_type: 'authorization_code',
        ...seller.application,
        code: target.searchParams.get('code') ?? '',
        redirect_uri: 'http://127.0.0.1/back',
      });
      expect(pair).toMatchObject({ status: 200, body: { user_id: Number(sellerId) } });
      expect((await seller.get('/users/me', pair.body.access_token)).status).toBe(200);
    }
    expect(seller.simulator.isRevoked(REVOKED)).toBe(false);
  });

  it('sends a collaborator back without a code, whom the main user alone could help', async () => {
    const response = await open({ seller: SIXTY, operator: 'true', state: 's' });
    const { searchParams } = new URL(response.headers.get('location') ?? '');
    expect([...searchParams]).toEqual([
      ['error', 'invalid_operator_user_id'],
      ['state', 's'],
    ]);
  });

  it('knows nobody else', async () => {
    expect((await ask(`${seller.simulator.authUrl}/authorization?${query({ seller: '1' })}`)).status).toBe(400);
  });
});
