import { addDays, type BusinessDay, daysIn, lastDays, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MeliAuthorizationError, MeliConfigurationError, MeliRefusedError } from './errors.ts';
import { buildAuthorizationUrl } from './oauth/build-authorization-url.ts';
import { exchangeCode, refreshTokens } from './oauth/request-tokens.ts';
import type { OrderDateField } from './resources/read-order-page.ts';
import { all, failureOf } from './testing/open-client.ts';
import { openSimulatedSeller, pkce, REDIRECT_URI, type SimulatedSeller } from './testing/open-simulated-seller.ts';
import type { Order } from './wire/order.ts';

const AT = '2026-11-20T15:34:00Z';
const ZONE = 'America/Sao_Paulo';
const TODAY = parseBusinessDay('2026-11-20');
const NEIGHBOUR = {
  listing: 'MLB9990001112',
  order: '2000011111111111',
  pack: '2000011111111112',
  shipment: '43111111111',
};

let seller: SimulatedSeller;
beforeAll(async () => {
  const world = { listings: 1050, ordersPerDay: 60, historyDays: 60 };
  seller = await openSimulatedSeller({ at: AT, anchorDay: TODAY, world });
});
afterAll(() => seller.simulator.close());

const truth = (days: number) =>
  seller.simulator.truth({ sellerId: seller.sellerId, timeZone: ZONE, reads: [{ at: new Date(AT), days }] });

async function ordersOf(field: OrderDateField, from: BusinessDay, to: BusinessDay): Promise<Order[]> {
  const window = { field, from: startOfBusinessDay(from, ZONE), to: startOfBusinessDay(addDays(to, 1), ZONE) };
  const pages = await Array.fromAsync(seller.client.orders.search(seller.sellerId, window));
  return pages.flatMap(({ orders }) => orders);
}

describe('against the simulator: listings', () => {
  it('Q07 finds each of more than a thousand listings by scan, the closed ones too', async () => {
    const ids = await all(seller.client.items.listIds(seller.sellerId));
    expect(ids.length).toBeGreaterThan(1000);
    expect(new Set(ids).size).toBe(ids.length);
    const withRows = truth(30).listingRows.filter((row) => row.price !== null);
    expect(withRows.every((row) => ids.includes(row.listing_id))).toBe(true);
    const entries = await all(seller.client.items.getMany(ids));
    expect(entries.every((entry) => entry.kind === 'found')).toBe(true);
    const statuses = new Set(entries.flatMap((entry) => (entry.kind === 'found' ? [entry.item.status] : [])));
    expect([...statuses]).toEqual(expect.arrayContaining(['active', 'closed', 'paused']));
    expect(seller.calls('GET /items/bulk')).toBe(Math.ceil(ids.length / 20));
  });

  it('Q19 Q22 sees price, stock and clip of a listing as the world has them', async () => {
    const today = truth(1).listingRows.filter((row) => row.date === TODAY && row.price !== null);
    const sample = today.filter((_, index) => index % 40 === 0);
    expect(new Set(sample.map((row) => row.has_clips)).size).toBeGreaterThan(1);
    for (const row of sample) {
      const { amount } = await seller.client.items.getSalePrice(row.listing_id);
      expect(amount?.toFixed(2)).toBe(row.price);
      const [entry] = await all(seller.client.items.getMany([row.listing_id]));
      if (entry?.kind !== 'found') throw new Error(`${row.listing_id} was to be found`);
      const parts = entry.item.variations;
      const stock =
        parts.length > 0
          ? parts.reduce((sum, part) => sum + (part.available_quantity ?? 0), 0)
          : entry.item.available_quantity;
      expect(stock).toBe(row.stock);
      const { hasClips } = await seller.client.items.getPerformance(row.listing_id);
      expect(hasClips).toBe(row.has_clips);
    }
  });

  it('Q21 cannot tell the clip of a listing that is not active, or not ours', async () => {
    const ids = await all(seller.client.items.listIds(seller.sellerId));
    const entries = await all(seller.client.items.getMany(ids.slice(0, 200)));
    const resting = entries.find((entry) => entry.kind === 'found' && entry.item.status !== 'active');
    for (const id of [resting?.id ?? '', NEIGHBOUR.listing]) {
      expect(await seller.client.items.getPerformance(id)).toEqual({ hasClips: null, score: null });
    }
  });

  it.each(['full', 'status_and_body', 'body_only'] as const)(
    'Q13 reads a multiget that projects as %s',
    async (bulkProjection) => {
      const other = await openSimulatedSeller({ at: AT, anchorDay: TODAY, bulkProjection, world: { listings: 50 } });
      const ids = await all(other.client.items.listIds(other.sellerId));
      const asked = [...ids.slice(0, 10), NEIGHBOUR.listing, ...ids.slice(10), 'MLB1'];
      const entries = await all(other.client.items.getMany(asked));
      await other.simulator.close();
      expect(entries.map(({ id }) => id)).toEqual(asked);
      expect(entries.filter((entry) => entry.kind === 'found').map(({ id }) => id)).toEqual(ids);
      // Where only the body is projected, a refusal and a listing that does not exist look alike.
      const refused = bulkProjection === 'body_only' ? 'missing' : 'refused';
      expect(entries.find(({ id }) => id === NEIGHBOUR.listing)?.kind).toBe(refused);
      expect(entries.at(-1)).toEqual({ id: 'MLB1', kind: 'missing' });
    },
  );
});

describe('against the simulator: visits', () => {
  it('Q24 Q25 Q27 has the visits of a listing on every day as the world has them', async () => {
    const window = lastDays(TODAY, 30);
    const rows = truth(30).listingRows.filter((row) => row.visits !== null);
    const ids = [...new Set(rows.map((row) => row.listing_id))].filter((_, index) => index % 60 === 0);
    for (const id of ids) {
      const days = new Map(
        (await seller.client.visits.getListingDays(id, window)).map(({ day, visits }) => [day, visits]),
      );
      expect(days.size).toBe(30);
      for (const row of rows.filter(({ listing_id }) => listing_id === id)) {
        expect(days.get(row.date as BusinessDay)).toBe(row.visits);
      }
    }
  });

  it('Q29 reads a year in three calls, and the account in the same way', async () => {
    const year = lastDays(TODAY, 365);
    const before = seller.calls('GET /users/:id/items_visits/time_window');
    const days = await seller.client.visits.getAccountDays(seller.sellerId, year);
    expect(seller.calls('GET /users/:id/items_visits/time_window') - before).toBe(3);
    expect(days.map(({ day }) => day)).toEqual(daysIn(year));
    const recent = truth(30).accountRows;
    expect(days.slice(-30).map(({ visits }) => visits)).toEqual(recent.map(({ visits }) => visits));
  });

  it('Q32 is refused the visits of another seller, and only those', async () => {
    const error = await failureOf(seller.client.visits.getListingDays(NEIGHBOUR.listing, lastDays(TODAY, 7)));
    expect(error).toBeInstanceOf(MeliRefusedError);
    expect(await seller.client.visits.getAccountDays(seller.sellerId, lastDays(TODAY, 7))).toHaveLength(7);
  });
});

describe('against the simulator: orders', () => {
  it('Q33 Q34 has as many sales, units and as much money on every day as the world has', async () => {
    for (const row of truth(30).accountRows) {
      const day = parseBusinessDay(row.date);
      const counted = (await ordersOf('date_closed', day, day)).filter(
        (order) =>
          order.currency_id === 'BRL' &&
          !order.tags.includes('test_order') &&
          order.cancel_detail?.code !== 'pack_splitted',
      );
      const lines = counted.flatMap((order) => order.order_items);
      expect([row.date, counted.length]).toEqual([row.date, row.orders]);
      expect(lines.reduce((sum, line) => sum + line.quantity, 0)).toBe(row.units);
      const cents = lines.reduce((sum, line) => sum + Math.round(line.unit_price * 100) * line.quantity, 0);
      expect((cents / 100).toFixed(2)).toBe(row.gmv);
    }
  });

  it('Q37 gives the same orders by days and by one wide window, each once', async () => {
    const wide = (await ordersOf('date_closed', addDays(TODAY, -9), TODAY)).map(({ id }) => id);
    const byDay: string[] = [];
    for (const day of daysIn(lastDays(TODAY, 10)))
      byDay.push(...(await ordersOf('date_closed', day, day)).map(({ id }) => id));
    expect(new Set(wide).size).toBe(wide.length);
    expect(wide.length).toBeGreaterThan(500);
    expect(wide.sort()).toEqual(byDay.sort());
  });

  it('Q41 finds what changed, unconfirmed orders too, and one by one says the same', async () => {
    const changed = await ordersOf('date_last_updated', addDays(TODAY, -12), TODAY);
    expect(changed.some(({ date_closed }) => date_closed === null)).toBe(true);
    expect(changed.some(({ status }) => status === 'cancelled')).toBe(true);
    for (const order of changed.filter((_, index) => index % 60 === 0)) {
      expect(await seller.client.orders.get(order.id)).toEqual({ order, missing: [] });
    }
  });

  it('Q45 Q46 reads the pack of three orders, its one shipment and what that costs the seller', async () => {
    const orders = await ordersOf('date_closed', addDays(TODAY, -12), TODAY);
    const packs = Map.groupBy(
      orders.filter(({ pack_id }) => pack_id !== null),
      ({ pack_id }) => String(pack_id),
    );
    const [packId, three] = [...packs].find(([, members]) => members.length === 3) ?? ['', []];
    const pack = await seller.client.packs.get(packId);
    expect(pack.orders.map(({ id }) => id).sort()).toEqual(three.map(({ id }) => id).sort());
    expect(new Set(three.map(({ shipping }) => shipping?.id))).toEqual(new Set([pack.shipment?.id]));
    const shipmentId = pack.shipment?.id ?? '';
    expect(await seller.client.shipments.get(shipmentId)).toMatchObject({ id: shipmentId });
    const { senders } = await seller.client.shipments.getCosts(shipmentId);
    expect(senders).toEqual([{ user_id: seller.sellerId, cost: 20.03 }]);
  });

  it('brings nothing of a buyer in any answer', async () => {
    const orders = await ordersOf('date_closed', addDays(TODAY, -12), TODAY);
    const inPack = orders.find(({ pack_id, shipping }) => pack_id !== null && shipping?.id);
    const { order } = await seller.client.orders.get(inPack?.id ?? '');
    const shipment = await seller.client.shipments.get(order.shipping?.id ?? '');
    const pack = await seller.client.packs.get(order.pack_id ?? '');
    const text = JSON.stringify([orders, order, shipment, pack, await seller.client.users.getMe()]);
    const personal = /"\w*(buyer|payer|receiver|address|first_name|email|document|phone)\w*":|COMPRADOR/gi;
    expect(text.match(personal)).toBeNull();
  });

  it('is refused what belongs to another seller, one thing at a time', async () => {
    const errors = await Promise.all([
      failureOf(seller.client.orders.get(NEIGHBOUR.order)),
      failureOf(seller.client.packs.get(NEIGHBOUR.pack)),
      failureOf(seller.client.shipments.getCosts(NEIGHBOUR.shipment)),
      failureOf(seller.client.items.getSalePrice(NEIGHBOUR.listing)),
      failureOf(all(seller.client.items.listIds('1987654321'))),
      failureOf(seller.client.orders.get('2000099999999999')),
    ]);
    expect(errors.map((error) => (error instanceof MeliRefusedError ? error.status : error))).toEqual([
      403, 403, 403, 403, 403, 404,
    ]);
  });

  it('Q60 finds no missed notices where there are none', async () => {
    expect(
      await all(seller.client.missedFeeds.list(seller.simulator.clientId, { topic: 'items', siteId: 'MLB' })),
    ).toEqual([]);
  });
});

describe('against the simulator: keys', () => {
  it('Q01 a refresh token works once, and the pair that it brought stays good', async () => {
    const refreshToken = await seller.simulator.issueRefreshToken(seller.sellerId);
    const pair = await refreshTokens({ ...seller.application, refreshToken });
    const error = await failureOf(refreshTokens({ ...seller.application, refreshToken }));
    expect(error).toBeInstanceOf(MeliAuthorizationError);
    expect(error).toMatchObject({ code: 'invalid_grant' });
    const next = await refreshTokens({ ...seller.application, refreshToken: pair.refreshToken });
    expect(next).toMatchObject({ sellerId: seller.sellerId, expiresAt: new Date('2026-11-20T21:34:00Z') });
  });

  it('Q06 a wrong secret is a matter of the application, not of the seller', async () => {
    const refreshToken = await seller.simulator.issueRefreshToken(seller.sellerId);
    const wrong = { ...seller.application, clientSecret: 'wrong', refreshToken };
    expect(await failureOf(refreshTokens(wrong))).toBeInstanceOf(MeliConfigurationError);
  });

  it('a seller authorises on the page, and the code brings a pair, with its verifier only', async () => {
    const { clientId } = seller.application;
    const ask = async () => {
      const given = { authUrl: seller.simulator.authUrl, clientId, redirectUri: REDIRECT_URI, state: 's-1' };
      const page = await fetch(buildAuthorizationUrl({ ...given, codeChallenge: pkce.codeChallenge }), {
        redirect: 'manual',
      });
      const back = new URL(page.headers.get('location') ?? '');
      expect(back.searchParams.get('state')).toBe('s-1');
      return { ...seller.application, redirectUri: REDIRECT_URI, code: back.searchParams.get('code') ?? '' };
    };
    const { codeVerifier } = pkce;
    expect(await exchangeCode({ ...(await ask()), codeVerifier })).toMatchObject({ sellerId: seller.sellerId });
    expect(await failureOf(exchangeCode(await ask()))).toBeInstanceOf(MeliAuthorizationError);
    const elsewhere = { ...(await ask()), codeVerifier, redirectUri: `${REDIRECT_URI}/` };
    expect(await failureOf(exchangeCode(elsewhere))).toBeInstanceOf(MeliAuthorizationError);
  });

  it('Q02 Q05 twenty calls that find the key expired, visits among them, cause one renewal', async () => {
    const other = await openSimulatedSeller({ at: AT, anchorDay: TODAY, world: { listings: 50 } });
    const ids = await all(other.client.items.listIds(other.sellerId));
    other.forgetExpiry();
    other.moveTo('2026-11-21T01:00:00Z');
    const before = other.calls('POST /oauth/token');
    await Promise.all(
      ids
        .slice(0, 20)
        .map((id, index) =>
          index % 2 === 0 ? other.client.visits.getListingDays(id, lastDays(TODAY, 3)) : other.client.users.getMe(),
        ),
    );
    expect(other.calls('POST /oauth/token') - before).toBe(1);
    await other.simulator.close();
  });

  it('a seller who withdrew is a matter for the seller, whatever was asked', async () => {
    const other = await openSimulatedSeller({ at: AT, anchorDay: TODAY, world: { listings: 50 } });
    // Somebody else's newer pair ended ours.
    await other.simulator.issueRefreshToken(other.sellerId);
    other.moveTo('2026-11-21T01:00:00Z');
    expect(await failureOf(other.client.users.getMe())).toBeInstanceOf(MeliAuthorizationError);
    expect(await failureOf(other.client.items.getPerformance('MLB1'))).toBeInstanceOf(MeliAuthorizationError);
    await other.simulator.close();
  });
});
