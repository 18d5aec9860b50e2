import { query } from '@pulso/database';
import { parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncOrders } from '../orders/sync-orders.ts';
import { openShop } from '../testing/open-shop.ts';
import { SELLER } from '../testing/shop-answers.ts';
import { orderBody } from '../testing/shop-bodies.ts';
import { countAnnounced } from './count-announced.ts';
import { listNoticeShares } from './list-notice-shares.ts';
import { storeNotice } from './store-notice.ts';

const DAY = parseBusinessDay('2026-11-20');
const SALE = 2000020000000001;
const OTHER_SALE = 2000020000000002;

let shop: Awaited<ReturnType<typeof openShop>>;
beforeEach(async () => {
  shop = await openShop('2026-11-20T09:00:00Z');
});
afterEach(() => shop.close());

/** An order as it stands since an instant. */
const change = (orderId: number, at: string) =>
  shop.shop.orders.set(
    String(orderId),
    orderBody(orderId, { date_created: at, date_closed: at, last_updated: at, date_last_updated: at }),
  );
const announce = (orderId: number, at: string) =>
  storeNotice(
    shop.db,
    { topic: 'orders_v2', subject: { kind: 'order', id: String(orderId) }, userId: SELLER },
    new Date(at),
  );
const sync = async (at: string) => {
  shop.moveTo(at);
  await syncOrders(shop.context(), { from: DAY, to: DAY });
  return countAnnounced(shop.context());
};
const share = async () => {
  const [one] = await listNoticeShares(shop.db, shop.tenantId, { from: DAY, to: DAY });
  return one;
};

describe('the share of changes that a notice announced', () => {
  it('counts each change once it is an hour old, and as announced when a notice of its order had come in that hour', async () => {
    await announce(1, '2026-11-20T09:30:00Z');
    change(SALE, '2026-11-20T10:00:00.000Z');
    change(OTHER_SALE, '2026-11-20T10:01:00.000Z');
    await announce(SALE, '2026-11-20T10:00:01Z');
    expect(await sync('2026-11-20T10:30:00Z')).toEqual({ changes: 0, announced: 0 });
    // An hour is how long Mercado Livre tries: this one came with its last attempt, after the sync had found the sale.
    await announce(OTHER_SALE, '2026-11-20T11:00:30Z');
    expect(await sync('2026-11-20T11:00:00Z')).toEqual({ changes: 1, announced: 1 });
    expect(await sync('2026-11-20T11:01:00Z')).toEqual({ changes: 1, announced: 1 });
    expect(await sync('2026-11-20T12:00:00Z')).toEqual({ changes: 0, announced: 0 });
    expect(await share()).toMatchObject({
      connectionId: shop.connectionId,
      noticesSince: '2026-11-20T09:30:00.000Z',
      changes: 2,
      announced: 2,
    });
  });

  it.each([
    ['without any notice', null],
    ['with a notice of an earlier change of its order', '2026-11-20T09:58:00Z'],
    ['with one that came after the hour in which Mercado Livre tries', '2026-11-20T11:00:01Z'],
  ])('a change %s was not announced', async (_, at) => {
    await announce(1, '2026-11-20T09:30:00Z');
    change(SALE, '2026-11-20T10:00:00.000Z');
    if (at) await announce(SALE, at);
    await announce(OTHER_SALE, '2026-11-20T10:00:01Z');
    expect(await sync('2026-11-20T12:00:00Z')).toEqual({ changes: 1, announced: 0 });
  });

  it('a later version of an order is a change of its own, and the same version read twice is none', async () => {
    await announce(1, '2026-11-20T09:30:00Z');
    change(SALE, '2026-11-20T10:00:00.000Z');
    await announce(SALE, '2026-11-20T10:00:01Z');
    await sync('2026-11-20T10:05:00Z');
    await sync('2026-11-20T10:06:00Z');
    change(SALE, '2026-11-20T10:40:00.000Z');
    await sync('2026-11-20T10:50:00Z');
    expect(await sync('2026-11-20T13:00:00Z')).toEqual({ changes: 2, announced: 1 });
  });

  it('what changed before notices came is not counted, and where none ever came there is nothing to divide', async () => {
    change(SALE, '2026-11-20T10:00:00.000Z');
    expect(await sync('2026-11-20T12:00:00Z')).toEqual({ changes: 0, announced: 0 });
    expect(await share()).toMatchObject({ noticesSince: null, changes: 0, announced: 0 });
    await announce(SALE, '2026-11-20T12:30:00Z');
    change(OTHER_SALE, '2026-11-20T12:29:00.000Z');
    expect(await sync('2026-11-20T14:00:00Z')).toEqual({ changes: 0, announced: 0 });
    expect(await share()).toMatchObject({ noticesSince: '2026-11-20T12:30:00.000Z', changes: 0 });
  });

  it('a change stands on its day in the tenant’s zone, and another tenant’s days are its own', async () => {
    await announce(1, '2026-11-20T01:30:00Z');
    change(SALE, '2026-11-20T02:59:59.000Z');
    shop.moveTo('2026-11-20T12:00:00Z');
    await syncOrders(shop.context(), { from: parseBusinessDay('2026-11-19'), to: DAY });
    await countAnnounced(shop.context());
    expect(await query(shop.db, 'select day::text as day, changes from notice_days')).toEqual([
      { day: '2026-11-19', changes: 1 },
    ]);
    expect(await listNoticeShares(shop.db, '8f1c2b3a-0000-4000-8000-000000000001', { from: DAY, to: DAY })).toEqual([]);
  });
});
