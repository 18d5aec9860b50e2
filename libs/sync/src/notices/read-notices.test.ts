import { query } from '@pulso/database';
import { MeliServerError, type NoticeSubject } from '@pulso/meli-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShop } from '../testing/open-shop.ts';
import { readListings } from '../testing/read-listings.ts';
import { SELLER } from '../testing/shop-answers.ts';
import { listingBody, orderBody } from '../testing/shop-bodies.ts';
import { listNoticedTenants } from './list-waiting-notices.ts';
import { readNotices } from './read-notices.ts';
import { storeNotice } from './store-notice.ts';

const away = { status: 503, body: { message: 'away', error: 'unavailable', status: 503, cause: [] } };
const AT = '2026-11-20T15:00:00Z';
const ORDER = '2000020000000001';
const LISTING = 'MLB5400000001';

let shop: Awaited<ReturnType<typeof openShop>>;
beforeEach(async () => {
  shop = await openShop(AT);
});
afterEach(() => shop.close());

const notice = (kind: NoticeSubject['kind'], id: string, userId = SELLER) => ({
  topic: 'orders_v2',
  subject: { kind, id },
  userId,
});
const take = (...given: Parameters<typeof notice>) => storeNotice(shop.db, notice(...given), new Date(AT));
const waiting = () => query<{ times: number }>(shop.db, 'select times from notices where read_at is null');
const asked = (path: string) => shop.shop.asked.filter((one) => one.startsWith(path)).length;

describe('notices of changes', () => {
  it('Q58 five notices of one sale are one read, and its day is touched', async () => {
    shop.shop.orders.set(ORDER, orderBody(Number(ORDER), { date_closed: '2026-11-18T23:30:00.000-04:00' }));
    for (let count = 0; count < 5; count++) expect(await take('order', ORDER)).toBe(shop.tenantId);
    expect(await waiting()).toEqual([{ times: 5 }]);
    const outcome = await readNotices(shop.context());
    expect(outcome).toMatchObject({ noticesRead: 1, ordersCreated: 1, missing: [] });
    expect(outcome.touchedDays).toContain('2026-11-19');
    expect(asked(`/orders/${ORDER}`)).toBe(1);
    expect(await waiting()).toEqual([]);
    expect((await readNotices(shop.context())).noticesRead).toBe(0);
  });

  it('Q61 of a seller who is not connected nothing is stored, and of one who was disconnected neither', async () => {
    expect(await take('order', ORDER, '999')).toBeNull();
    await query(shop.db, `update connections set status = 'disconnected'`);
    expect(await take('order', ORDER)).toBeNull();
    expect(await query(shop.db, 'select 1 from notices')).toEqual([]);
  });

  it('Q57 one that points to nothing that is known, or names no seller, is not stored', async () => {
    expect(await storeNotice(shop.db, { ...notice('order', ORDER), subject: null }, new Date(AT))).toBeNull();
    for (const userId of [null, '', 'abc', '1'.repeat(30)]) {
      expect(await storeNotice(shop.db, { ...notice('order', ORDER), userId }, new Date(AT))).toBeNull();
    }
  });

  it('a notice that comes again while it is read waits on, because it may tell of a later change', async () => {
    shop.shop.orders.set(ORDER, orderBody(Number(ORDER)));
    await take('order', ORDER);
    const { client, ...context } = shop.context();
    const get: typeof client.orders.get = async (...given) => {
      await take('order', ORDER);
      return client.orders.get(...given);
    };
    await readNotices({ ...context, client: { ...client, orders: { ...client.orders, get } } });
    expect(await waiting()).toEqual([{ times: 2 }]);
    await readNotices(shop.context());
    expect(await waiting()).toEqual([]);
  });

  it('an order that is refused is named, changes nothing, and does not hold the others back', async () => {
    shop.shop.orders.set(ORDER, orderBody(Number(ORDER)));
    await take('order', '2000020000000009');
    await take('order', ORDER);
    const outcome = await readNotices(shop.context());
    expect(outcome.ordersCreated).toBe(1);
    expect(outcome.missing).toMatchObject([{ source: 'orders', orderId: '2000020000000009' }]);
    expect(await waiting()).toEqual([]);
  });

  it('Q48 an order that is known whole stays so, and is not named, when its version is told again in part', async () => {
    shop.shop.orders.set(ORDER, orderBody(Number(ORDER)));
    await take('order', ORDER);
    await readNotices(shop.context());
    shop.shop.partsLeftOut = ['payments'];
    await take('order', ORDER);
    expect(await readNotices(shop.context())).toMatchObject({ noticesRead: 1, ordersUpdated: 0, missing: [] });
    expect(await shop.rows('select missing from orders')).toEqual([{ missing: [] }]);
  });

  it('an order of another seller is not taken in, whatever the notice says', async () => {
    shop.shop.orders.set(ORDER, orderBody(Number(ORDER), { seller: { id: 77 } }));
    await take('order', ORDER);
    const { missing } = await readNotices(shop.context());
    expect(missing).toMatchObject([{ orderId: ORDER, reason: 'an order of another seller' }]);
    expect(await query(shop.db, 'select 1 from orders')).toEqual([]);
  });

  it('Q65 what cannot be read because Mercado Livre is away waits for the next time', async () => {
    const ids = [ORDER, '2000020000000002', '2000020000000003'];
    for (const id of ids) {
      await take('order', id);
      shop.shop.told.set(`/orders/${id}`, away);
    }
    await expect(readNotices(shop.context())).rejects.toBeInstanceOf(MeliServerError);
    expect(await waiting()).toHaveLength(3);
    expect(await listNoticedTenants(shop.db, new Date(AT))).toEqual([shop.tenantId]);
  });

  it('Q65 an order, a price and a parcel that keep failing wait alone for an hour, and hold nothing else back', async () => {
    shop.shop.orders.set(ORDER, orderBody(Number(ORDER), { shipping: { id: 45000000001 } }));
    shop.shop.listings.set(LISTING, listingBody(LISTING));
    shop.shop.prices.set('MLB5400000002', 59.9);
    shop.shop.told.set('/orders/2000020000000009', away);
    shop.shop.told.set(`/items/${LISTING}/sale_price`, away);
    shop.shop.told.set('/shipments/45000000001/costs', away);
    await take('order', '2000020000000009');
    await take('order', ORDER);
    await take('item', LISTING);
    await take('item-price', LISTING);
    await take('item-price', 'MLB5400000002');
    await take('shipment', '45000000001');
    const missing = [
      { source: 'orders', orderId: '2000020000000009', reason: 'meli_unavailable' },
      { source: 'price', listingId: LISTING, reason: 'meli_unavailable' },
      { source: 'freight', shipmentId: '45000000001', reason: 'meli_unavailable' },
    ];
    expect(await readNotices(shop.context())).toMatchObject({ noticesRead: 3, ordersCreated: 1, missing });
    const open = 'select subject_id from notices where read_at is null order by 1';
    const alone = ['2000020000000009', '45000000001', LISTING].map((subject_id) => ({ subject_id }));
    expect(await shop.rows(open)).toEqual(alone);
    shop.moveTo('2026-11-20T15:59:00Z');
    await readNotices(shop.context());
    expect(await shop.rows(open)).toEqual(alone);
    shop.moveTo('2026-11-20T16:00:00Z');
    expect(await readNotices(shop.context())).toMatchObject({ noticesRead: 3, missing });
    expect(await shop.rows(open)).toEqual([]);
    expect(await shop.rows(`select subject_id from notices where outcome = 'failed' order by 1`)).toEqual(alone);
  });

  it('orders and prices whose numbers Mercado Livre does not take are named and done with, however many there are', async () => {
    shop.shop.orders.set(ORDER, orderBody(Number(ORDER)));
    const refusal = { message: 'Invalid order id', error: 'invalid_order_id', status: 400, cause: [] };
    for (let place = 1; place <= 5; place++) {
      const id = `9000000000000000${place}`;
      shop.shop.told.set(`/orders/${id}`, { status: 400, body: refusal });
      shop.shop.told.set(`/items/MLB${id}/sale_price`, { status: 400, body: refusal });
      await take('order', id);
      await take('item-price', `MLB${id}`);
    }
    await take('order', ORDER);
    const { ordersCreated, missing } = await readNotices(shop.context());
    expect(ordersCreated).toBe(1);
    expect(new Set(missing.map((part) => part.reason))).toEqual(new Set(['400 invalid_order_id']));
    expect(missing).toHaveLength(10);
    expect(await waiting()).toEqual([]);
  });

  it('a listing, its stock and its price are read where the notice points, and today is touched', async () => {
    shop.shop.listings.set(LISTING, listingBody(LISTING, { user_product_id: 'MLBU77', available_quantity: 4 }));
    shop.shop.prices.set(LISTING, 59.9);
    await take('item', LISTING);
    expect((await readNotices(shop.context())).touchedDays).toEqual(['2026-11-20']);
    shop.shop.listings.set(LISTING, listingBody(LISTING, { user_product_id: 'MLBU77', available_quantity: 3 }));
    shop.moveTo('2026-11-20T16:00:00Z');
    await take('user-product-stock', 'MLBU77');
    await take('item-price', LISTING);
    await readNotices(shop.context());
    const seen = await query(shop.db, 'select stock, price::text from listing_sightings');
    expect(seen).toEqual([{ stock: 3, price: '59.9' }]);
  });

  it('a listing that is named is asked for its price and its clip by the next sync, once, though it does not say that it moved', async () => {
    shop.shop.listings.set(LISTING, listingBody(LISTING));
    shop.shop.prices.set(LISTING, 80);
    shop.shop.clips.set(LISTING, 'PENDING');
    await readListings(shop.context());
    const details = () => [asked(`/items/${LISTING}/sale_price`), asked(`/item/${LISTING}/performance`)];
    expect(details()).toEqual([1, 1]);
    shop.shop.prices.set(LISTING, 59.9);
    shop.shop.clips.set(LISTING, 'COMPLETED');
    shop.moveTo('2026-11-20T15:30:00Z');
    for (let count = 0; count < 2; count++) await take('item', LISTING);
    await readNotices(shop.context());
    shop.moveTo('2026-11-20T16:00:00Z');
    await readListings(shop.context());
    expect(details()).toEqual([2, 2]);
    expect(await shop.rows('select price::float, has_clips from listing_sightings')).toEqual([
      { price: 59.9, has_clips: true },
    ]);
    await readListings(shop.context());
    expect(details()).toEqual([2, 2]);
  });

  it('a question or a claim is noted and not read, since no number depends on it alone', async () => {
    await take('question', '13500000001');
    await take('claim', '5400000001');
    const before = shop.shop.asked.length;
    await readNotices(shop.context());
    expect(shop.shop.asked).toHaveLength(before);
    expect(await query(shop.db, 'select distinct outcome from notices')).toEqual([{ outcome: 'nothing to read' }]);
  });

  it('tenants that are paused, and sellers who have to authorise again, are not read for', async () => {
    await query(shop.db, 'update tenants set paused_at = now()');
    expect(await take('order', ORDER)).toBeNull();
    expect(await waiting()).toEqual([{ times: 1 }]);
    expect(await listNoticedTenants(shop.db, new Date(AT))).toEqual([]);
    await query(shop.db, 'update tenants set paused_at = null');
    expect(await listNoticedTenants(shop.db, new Date(AT))).toEqual([shop.tenantId]);
    expect(await listNoticedTenants(shop.db, new Date('2026-11-20T14:59:00Z'))).toEqual([]);
    await query(shop.db, `update connections set status = 'reauthorisation_required'`);
    expect(await listNoticedTenants(shop.db, new Date(AT))).toEqual([]);
  });
});
