import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncFreight } from '../freight/sync-freight.ts';
import { syncOrders } from '../orders/sync-orders.ts';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { readListings } from '../testing/read-listings.ts';
import { type Body, refused, SELLER } from '../testing/shop-answers.ts';
import { lineBody, listingBody, orderBody } from '../testing/shop-bodies.ts';
import { syncVisits } from '../visits/sync-visits.ts';

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

const window = (today: string, days: number) => lastDays(parseBusinessDay(today), days);
/** The days noted since the last look. */
async function stale(): Promise<string[]> {
  const rows = await at.rows<{ day: string }>(
    `select distinct day::date::text as day
     from stale_days cross join lateral generate_series(first_day, last_day, interval '1 day') as day order by 1`,
  );
  await at.rows('delete from stale_days');
  return rows.map((row) => row.day);
}

describe('days whose numbers may no longer follow from the facts', () => {
  it('are all that were read, those without a single sale too, and after an outage every day of it', async () => {
    await syncOrders(at.context(), window('2026-11-20', 3));
    expect(await stale()).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
    at.moveTo('2026-11-25T02:00:00Z');
    await syncOrders(at.context(), window('2026-11-24', 1));
    expect(await stale()).toEqual(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']);
  });

  it('are those of a changed sale, before and after, and of the rest of its cart; an unchanged one touches none', async () => {
    const cart = { pack_id: 71, date_closed: '2026-11-16T12:00:00.000-04:00' };
    at.shop.orders.set('1', orderBody(1, { ...cart, date_closed: '2026-11-15T12:00:00.000-04:00' }));
    at.shop.orders.set('2', orderBody(2, cart));
    await syncOrders(at.context(), window('2026-11-20', 8));
    await stale();
    at.shop.orders.set(
      '2',
      orderBody(2, { ...cart, status: 'cancelled', last_updated: '2026-11-20T10:30:00.000-04:00' }),
    );
    at.moveTo('2026-11-20T15:30:00Z');
    await syncOrders(at.context(), window('2026-11-20', 1));
    expect(await stale()).toEqual(['2026-11-15', '2026-11-16', '2026-11-20']);
    at.moveTo('2026-11-20T15:40:00Z');
    await syncOrders(at.context(), window('2026-11-20', 1));
    expect(await stale()).toEqual(['2026-11-20']);
  });

  it('have their orders counted anew only where one of several listings or of a cart came, went or changed', async () => {
    const anew = async () => {
      const rows = await at.rows<{ day: string }>(
        'select distinct first_day::text as day from stale_days where listing_ids is not null and not counts_follow order by 1',
      );
      await at.rows('delete from stale_days');
      return rows.map((row) => row.day);
    };
    let minute = 30;
    const put = (id: number, day: string, given: Body = {}) =>
      at.shop.orders.set(
        String(id),
        orderBody(id, {
          date_closed: `2026-11-${day}T12:00:00.000-04:00`,
          last_updated: `2026-11-20T10:${(minute += 1)}:00.000-04:00`,
          ...given,
        }),
      );
    const read = async () => {
      at.moveTo(`2026-11-20T15:${(minute += 1)}:00Z`);
      await syncOrders(at.context(), window('2026-11-20', 8));
      return anew();
    };
    const several = { order_items: ['MLB8', 'MLB7'].map((id) => lineBody({ item: { id, title: 'Bule' } })) };
    put(1, '14');
    put(2, '15', several);
    put(3, '16', { pack_id: 71 });
    put(4, '17', { pack_id: 71 });
    expect(await read()).toEqual(['2026-11-15', '2026-11-16', '2026-11-17']);
    // Cancelled and cancelled: an order of one listing counts on in its purchase.
    put(1, '14', { status: 'cancelled' });
    put(3, '16', { pack_id: 71, status: 'cancelled' });
    expect(await read()).toEqual([]);
    put(2, '15', { ...several, status: 'cancelled' });
    expect(await read()).toEqual(['2026-11-15']);
    // It leaves its purchase, which the other one opens then.
    put(3, '16', { pack_id: 72, status: 'cancelled' });
    expect(await read()).toEqual(['2026-11-16', '2026-11-17']);
    // It does not count any more.
    put(4, '17', { pack_id: 71, tags: ['test_order'] });
    expect(await read()).toEqual(['2026-11-17']);
    put(1, '14', { status: 'cancelled', ...several });
    expect(await read()).toEqual(['2026-11-14']);
  });

  it('are noted with the page that changed them, so that a run that ends behind it has left its note', async () => {
    at.shop.orders.set('1', orderBody(1));
    const stop = new AbortController();
    const onProgress = (_: string, done: number) => void (done === 3 && stop.abort());
    await expect(
      syncOrders(at.context({ signal: stop.signal, onProgress }), window('2026-11-20', 8)),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(await stale()).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
  });

  it('are also those of the orders that another one leaves behind in its purchase or its parcel', async () => {
    const put = (id: number, day: string, given: Body) =>
      at.shop.orders.set(String(id), orderBody(id, { date_closed: `2026-11-${day}T12:00:00.000-04:00`, ...given }));
    put(1, '17', { pack_id: 71, shipping: { id: 91 } });
    put(2, '18', { pack_id: 71, shipping: { id: 92 } });
    put(3, '19', { pack_id: 73, shipping: { id: 91 } });
    await syncOrders(at.context(), window('2026-11-20', 5));
    await stale();
    at.moveTo('2026-11-20T15:30:00Z');
    put(1, '17', { pack_id: 74, shipping: { id: 94 }, last_updated: '2026-11-20T15:20:00.000Z' });
    await syncOrders(at.context(), window('2026-11-20', 5));
    expect(await stale()).toEqual(['2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']);
  });

  it('are those of the sales whose freight became known, and none when it is refused', async () => {
    at.shop.orders.set('1', orderBody(1, { shipping: { id: 91 } }));
    at.shop.orders.set('2', orderBody(2, { shipping: { id: 92 }, date_closed: '2026-11-19T23:30:00.000-04:00' }));
    await syncOrders(at.context(), window('2026-11-20', 5));
    await stale();
    at.shop.told.set('/shipments/91/costs', refused.item);
    at.shop.freight.set('92', [{ user_id: Number(SELLER), cost: 5 }]);
    await syncFreight(at.context());
    expect(await stale()).toEqual(['2026-11-20']);
  });

  it('are those by which the life of a listing became longer or shorter, as far as orders were read', async () => {
    const put = (given: Body) => at.shop.listings.set('MLB1', listingBody('MLB1', given));
    const read = async (instant: string) => {
      at.moveTo(instant);
      await readListings(at.context());
      return stale();
    };
    const old = { date_created: '2026-10-01T12:00:00.000Z' };
    put(old);
    at.shop.prices.set('MLB1', 10);
    // Its price and its clip are new; seen once more they are not.
    expect(await read('2026-11-20T12:00:00Z')).toEqual(['2026-11-20']);
    put({ ...old, last_updated: '2026-11-20T12:30:00.000Z' });
    expect(await read('2026-11-20T13:00:00Z')).toEqual([]);
    at.shop.prices.set('MLB1', 11);
    put({ ...old, last_updated: '2026-11-20T13:30:00.000Z' });
    expect(await read('2026-11-20T14:00:00Z')).toEqual(['2026-11-20']);
    put(old);
    at.shop.listings.clear();
    await at.rows(`update listings set access = 'order_only', date_created = null`);
    await syncOrders(at.context(), window('2026-11-20', 5));
    await stale();

    // Known from an order alone until now.
    put(old);
    expect(await read('2026-11-20T15:00:00Z')).toEqual([
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
    ]);
    expect(await read('2026-11-20T15:10:00Z')).toEqual([]);
    // Closed days ago, as we are told only now.
    put({ ...old, status: 'closed', stop_time: '2026-11-18T12:00:00.000Z' });
    expect(await read('2026-11-20T15:20:00Z')).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
    expect(await read('2026-11-20T15:30:00Z')).toEqual([]);
    put({ ...old, stop_time: '2046-01-01T04:00:00.000Z' });
    expect(await read('2026-11-20T15:40:00Z')).toEqual(['2026-11-18', '2026-11-19', '2026-11-20']);
    at.shop.listings.set('MLB2', listingBody('MLB2', { date_created: '2026-11-20T12:00:00.000Z' }));
    expect(await read('2026-11-20T15:50:00Z')).toEqual(['2026-11-20']);
  });

  it('are all of the life of a listing that can no longer be read, and those again once it can', async () => {
    at.shop.listings.set('MLB1', listingBody('MLB1', { date_created: '2026-11-18T12:00:00.000Z' }));
    at.shop.prices.set('MLB1', 10);
    await readListings(at.context());
    await syncOrders(at.context(), window('2026-11-20', 5));
    await stale();
    at.shop.told.set('/items/bulk', () => ({ body: [{ id: 'MLB1', status_code: 403, body: refused.item.body }] }));
    await readListings(at.context());
    expect(await stale()).toEqual([]);
    at.moveTo('2026-11-21T15:00:00Z');
    expect(await readListings(at.context())).toMatchObject({ inaccessible: ['MLB1'] });
    const days = ['2026-11-18', '2026-11-19', '2026-11-20'];
    expect(await stale()).toEqual([...days, '2026-11-21']);
    at.shop.told.clear();
    at.moveTo('2026-11-28T15:00:00Z');
    await readListings(at.context());
    expect((await stale()).slice(0, 3)).toEqual(days);
  });

  it('are those whose visits differ, of a listing or of the account', async () => {
    at.shop.listings.set('MLB1', listingBody('MLB1', { date_created: '2026-11-01T12:00:00.000Z' }));
    at.shop.prices.set('MLB1', 10);
    await readListings(at.context());
    await syncVisits(at.context(), window('2026-11-20', 5));
    expect(await stale()).toEqual(['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20']);
    at.shop.visits.set('MLB1', { '2026-11-19': 3 });
    at.shop.accountVisits = { '2026-11-18': 3 };
    at.moveTo('2026-11-20T16:00:00Z');
    await syncVisits(at.context(), window('2026-11-20', 5));
    expect(await stale()).toEqual(['2026-11-18', '2026-11-19']);
    await syncVisits(at.context(), window('2026-11-20', 5));
    expect(await stale()).toEqual([]);
  });
});
