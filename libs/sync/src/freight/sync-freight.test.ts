import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncOrders } from '../orders/sync-orders.ts';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { type Body, refused, SELLER } from '../testing/shop-answers.ts';
import { orderBody } from '../testing/shop-bodies.ts';
import { syncFreight } from './sync-freight.ts';

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

const own = (cost: number) => ({ user_id: Number(SELLER), cost });
const shipped = (id: number, shipment: number | null, given: Body = {}) =>
  orderBody(id, { shipping: { id: shipment }, ...given });
const closedOn = (day: string) => ({
  date_closed: `${day}T10:00:00.000-04:00`,
  last_updated: `${day}T10:00:05.000-04:00`,
});
const has = async (...orders: Body[]) => {
  for (const order of orders) at.shop.orders.set(String(order.id), order);
  await syncOrders(at.context(), lastDays(parseBusinessDay('2026-11-20'), 8));
};
const sync = () => syncFreight(at.context());
const stored = () =>
  at.rows('select shipment_id::int as id, seller_cost::float as cost, refusal from shipments order by 1');
const asked = () => at.shop.asked.flatMap((call) => /^\/shipments\/(\d+)\/costs/.exec(call)?.[1] ?? []);

describe('the freight of sales', () => {
  it('Q45 is asked and kept once for a cart of three orders, and concerns the days of all of them', async () => {
    await has(
      shipped(1, 91, { pack_id: 71, ...closedOn('2026-11-18') }),
      shipped(2, 91, { pack_id: 71, ...closedOn('2026-11-18') }),
      shipped(3, 91, { pack_id: 71, ...closedOn('2026-11-19') }),
    );
    at.shop.freight.set('91', [own(23.9)]);
    expect(await sync()).toEqual({
      shipmentsRead: 1,
      touchedDays: ['2026-11-18', '2026-11-19'],
      missing: [],
      unanswered: [],
    });
    expect(asked()).toEqual(['91']);
    expect(await stored()).toEqual([{ id: 91, cost: 23.9, refusal: null }]);
    expect(await sync()).toEqual({ shipmentsRead: 0, touchedDays: [], missing: [], unanswered: [] });
  });

  it('is what the shipment costs this seller, in cents without a remainder, and not what others pay', async () => {
    await has(shipped(1, 91), shipped(2, 92), shipped(3, 93));
    at.shop.freight.set('91', [{ user_id: 5, cost: 40 }, own(0.1), own(0.2)]);
    at.shop.freight.set('92', [own(0)]);
    at.shop.freight.set('93', [{ user_id: 5, cost: 40 }]);
    const { missing } = await sync();
    expect(missing).toEqual([
      {
        connectionId: at.connectionId,
        source: 'freight',
        shipmentId: '93',
        reason: 'the seller is not among the senders',
      },
    ]);
    expect(await stored()).toEqual([
      { id: 91, cost: 0.3, refusal: null },
      { id: 92, cost: 0, refusal: null },
      { id: 93, cost: null, refusal: 'the seller is not among the senders' },
    ]);
  });

  it('is asked newest sale first, so that the days people look at are whole first', async () => {
    await has(
      shipped(1, 91, closedOn('2026-11-15')),
      shipped(2, 92, closedOn('2026-11-19')),
      shipped(3, 93, closedOn('2026-11-17')),
      shipped(4, 94, closedOn('2026-11-20')),
      shipped(5, 95, closedOn('2026-11-14')),
    );
    for (const id of ['91', '92', '93', '94', '95']) at.shop.freight.set(id, [own(5)]);
    const seen: number[] = [];
    await syncFreight(at.context({ onProgress: (_, done, total) => void seen.push(done, total ?? -1) }));
    expect(new Set(asked().slice(0, 3))).toEqual(new Set(['94', '92', '93']));
    expect(seen).toEqual([1, 5, 2, 5, 3, 5, 4, 5, 5, 5]);
  });

  it('is not owed by sales that count nowhere, that fell through, that are not shipped, or that nobody confirmed', async () => {
    await has(
      shipped(1, 91, { status: 'cancelled' }),
      shipped(2, 92, { tags: ['no_shipping'] }),
      shipped(3, 93, { tags: ['test_order'] }),
      shipped(4, 94, { currency_id: 'USD' }),
      shipped(5, null),
      // One order of a cart fell through; the parcel goes out all the same.
      shipped(6, 96, { status: 'cancelled' }),
      shipped(7, 96),
    );
    at.shop.freight.set('96', [own(5)]);
    expect(await sync()).toMatchObject({ shipmentsRead: 1, missing: [] });
    expect(asked()).toEqual(['96']);
  });

  it.each([
    ['a refusal', refused.item, '403 access_denied'],
    ['an answer of an unknown form', { body: { senders: 'none' } }, 'unknown form'],
  ])(
    'of one shipment that meets %s is named, stays unknown and is asked again; the others are read',
    async (_, told, reason) => {
      await has(shipped(1, 91), shipped(2, 92));
      for (const id of ['91', '92']) at.shop.freight.set(id, [own(5)]);
      at.shop.told.set('/shipments/91/costs', told);
      const missing = [{ connectionId: at.connectionId, source: 'freight', shipmentId: '91', reason }];
      expect(await sync()).toMatchObject({ shipmentsRead: 2, missing });
      expect(await stored()).toEqual([
        { id: 91, cost: null, refusal: reason },
        { id: 92, cost: 5, refusal: null },
      ]);
      at.shop.told.clear();
      expect(await sync()).toMatchObject({ shipmentsRead: 1, missing: [], touchedDays: ['2026-11-18'] });
      expect(await stored()).toEqual([
        { id: 91, cost: 5, refusal: null },
        { id: 92, cost: 5, refusal: null },
      ]);
    },
  );

  it('of a shipment that is refused on two days is no longer owed, tried weekly, and owed by nobody else', async () => {
    await has(shipped(1, 91), shipped(2, 92));
    at.shop.freight.set('92', [own(5)]);
    expect(await sync()).toMatchObject({ missing: [{ shipmentId: '91', reason: '404 not_found' }] });
    at.moveTo('2026-11-20T20:00:00Z');
    expect(await sync()).toMatchObject({ shipmentsRead: 1, missing: [{ shipmentId: '91' }] });
    at.moveTo('2026-11-21T15:00:00Z');
    expect(await sync()).toMatchObject({ shipmentsRead: 1, missing: [] });
    at.moveTo('2026-11-28T14:59:00Z');
    expect(await sync()).toMatchObject({ shipmentsRead: 0, missing: [] });
    at.shop.freight.set('91', [own(7)]);
    at.moveTo('2026-11-28T15:00:00Z');
    expect(await sync()).toMatchObject({ shipmentsRead: 1, missing: [] });
    expect(await stored()).toEqual([
      { id: 91, cost: 7, refusal: null },
      { id: 92, cost: 5, refusal: null },
    ]);
  });

  it('that is refused for every shipment lacks a permission, and stays owed however many days it lasts', async () => {
    await has(shipped(1, 91), shipped(2, 92));
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      at.moveTo(`${day}T15:00:00Z`);
      const { missing } = await sync();
      expect(missing).toHaveLength(2);
    }
  });

  it('that is asked again because something about it was announced keeps its known cost when that is refused', async () => {
    await has(shipped(1, 91));
    at.shop.freight.set('91', [own(5)]);
    await sync();
    at.shop.told.set('/shipments/91/costs', refused.item);
    expect(await syncFreight(at.context(), { again: ['91'] })).toMatchObject({ missing: [{ shipmentId: '91' }] });
    expect(await stored()).toEqual([{ id: 91, cost: 5, refusal: '403 access_denied' }]);
    at.shop.told.clear();
    at.shop.freight.set('91', [own(6)]);
    expect(await syncFreight(at.context(), { again: ['91'] })).toMatchObject({ touchedDays: ['2026-11-18'] });
    expect(await stored()).toEqual([{ id: 91, cost: 6, refusal: null }]);
  });

  it.each([
    ['a lasting 503', { status: 503, body: { message: 'away', error: 'unavailable' } }, 'meli_unavailable'],
    ['a page of a proxy', { status: 200, text: '<html></html>' }, 'meli_unavailable'],
    ['a 451', { status: 451, body: { message: 'gone', error: 'legal' } }, '451 legal'],
  ])(
    'Q65 of one shipment that meets %s is named and never given up for it, and those behind it are read',
    async (_, told, reason) => {
      await has(shipped(1, 91, closedOn('2026-11-19')), shipped(2, 92, closedOn('2026-11-18')));
      at.shop.freight.set('92', [own(5)]);
      at.shop.told.set('/shipments/91/costs', told);
      const missing = [{ connectionId: at.connectionId, source: 'freight', shipmentId: '91', reason }];
      for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
        at.moveTo(`${day}T15:00:00Z`);
        expect(await sync()).toMatchObject({ missing });
        expect(await stored()).toEqual([{ id: 92, cost: 5, refusal: null }]);
      }
    },
  );

  it('ends with the failure when Mercado Livre is away, and keeps what it had read', async () => {
    const owed = ['19', '18', '17', '16'].map((day, index) =>
      shipped(index + 1, 91 + index, closedOn(`2026-11-${day}`)),
    );
    await has(...owed);
    at.shop.freight.set('91', [own(5)]);
    for (const id of [92, 93, 94])
      at.shop.told.set(`/shipments/${id}/costs`, { status: 503, body: { message: 'away', error: 'unavailable' } });
    await expect(sync()).rejects.toMatchObject({ name: 'MeliServerError' });
    expect(await stored()).toEqual([{ id: 91, cost: 5, refusal: null }]);
  });
});
