import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { answerFor, type Body } from '../testing/shop-answers.ts';
import { orderBody } from '../testing/shop-bodies.ts';
import { syncOrders } from './sync-orders.ts';

const today = parseBusinessDay('2026-11-20');

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

const closedAt = (instant: string, given: Body = {}): Body => ({
  date_closed: instant,
  last_updated: instant,
  ...given,
});
const has = (id: number, given: Body) => at.shop.orders.set(String(id), orderBody(id, given));
const sync = (days = 3, signal = new AbortController().signal) =>
  syncOrders(at.context({ signal }), lastDays(today, days));
/** The searches since the last look, as their field and bounds. */
function searches() {
  const calls = at.shop.asked.splice(0).filter((call) => call.startsWith('/orders/search'));
  return calls.map((call) => {
    const query = new URLSearchParams(call.slice(call.indexOf('?')).replaceAll('+', '%2B'));
    const field = query.has('order.date_closed.from') ? 'date_closed' : 'date_last_updated';
    const bound = (end: string) => new Date(query.get(`order.${field}.${end}`) ?? '').toISOString().slice(0, 13);
    return `${field} ${bound('from')} ${bound('to')}`;
  });
}
/** 13:00 of a day after 20 November, as searches are told here. */
const hourOf = (days: number) =>
  new Date(Date.parse('2026-11-20T13:00:00Z') + days * 86_400_000).toISOString().slice(0, 13);
const stored = () =>
  at.rows<{ id: number; status: string }>('select order_id::int as id, status from orders order by 1');
const covered = async () =>
  (
    await at.rows<{ from: Date; to: Date; through: Date }>(
      `select lower(part) as from, upper(part) as to, covered_through as through
       from source_coverage, unnest(covered) as part where source = 'orders' order by 1`,
    )
  ).map(({ from, to, through }) => [from, to, through].map((instant) => instant.toISOString()).join(' '));
/** A page of 50 out of so many orders of one minute. */
const hasMany = (count: number) => {
  for (let id = 1; id <= count; id++) has(id, closedAt('2026-11-20T06:00:00.000-04:00'));
};

describe('the window of a first sync', () => {
  it('is read day by day, newest first, with the hour before it, and is covered to the millisecond of the run', async () => {
    await sync();
    expect(searches()).toEqual([
      'date_closed 2026-11-20T03 2026-11-20T16',
      'date_closed 2026-11-19T03 2026-11-20T03',
      'date_closed 2026-11-18T02 2026-11-19T03',
    ]);
    expect(await covered()).toEqual(['2026-11-18T03:00:00.000Z 2026-11-20T15:00:00.001Z 2026-11-20T15:00:00.001Z']);
  });

  it('that is made longer later reads only the days that it did not have', async () => {
    await sync(1);
    searches();
    await sync(3);
    expect(searches()).toEqual(['date_closed 2026-11-19T03 2026-11-20T03', 'date_closed 2026-11-18T02 2026-11-19T03']);
    await sync(3);
    expect(searches()).toEqual([]);
  });
});

describe('the cursor of changes', () => {
  it('begins two hours before what was covered, finds what surfaced late, and moves with the data it covers', async () => {
    has(1, closedAt('2026-11-19T12:00:00.000-04:00'));
    await sync();
    searches();
    // Changed before the last sync, told only after it.
    has(1, {
      ...closedAt('2026-11-19T12:00:00.000-04:00'),
      status: 'cancelled',
      last_updated: '2026-11-20T09:30:00.000-04:00',
    });
    at.moveTo('2026-11-20T18:30:00Z');
    expect(await sync()).toMatchObject({ ordersCreated: 0, ordersUpdated: 1, touchedDays: ['2026-11-19'] });
    expect(searches()).toEqual(['date_last_updated 2026-11-20T13 2026-11-20T19']);
    expect(await covered()).toEqual(['2026-11-18T03:00:00.000Z 2026-11-20T18:30:00.001Z 2026-11-20T18:30:00.001Z']);
  });

  it('stays where it was when a page fails, while the pages before it stay stored; the next run begins there again', async () => {
    await sync();
    searches();
    for (let id = 1; id <= 60; id++) has(id, closedAt('2026-11-20T11:30:00.000-04:00'));
    at.shop.told.set('/orders/search', (query) =>
      query.get('offset') === '50'
        ? { status: 503, body: { message: 'away', error: 'unavailable' } }
        : answerFor(at.shop, '/orders/search', query),
    );
    at.moveTo('2026-11-20T16:00:00Z');
    await expect(sync()).rejects.toMatchObject({ name: 'MeliServerError' });
    expect(await stored()).toHaveLength(50);
    expect(await covered()).toEqual(['2026-11-18T03:00:00.000Z 2026-11-20T15:00:00.001Z 2026-11-20T15:00:00.001Z']);
    at.shop.told.clear();
    searches();
    at.moveTo('2026-11-20T17:00:00Z');
    expect(await sync()).toMatchObject({ ordersCreated: 10, ordersUpdated: 0 });
    expect(searches()).toEqual([
      'date_last_updated 2026-11-20T13 2026-11-20T18',
      'date_last_updated 2026-11-20T13 2026-11-20T18',
    ]);
  });

  it('brings the whole day of an old order with it, because a day of which one order is known is not a known day', async () => {
    has(1, closedAt('2026-11-10T12:00:00.000-04:00'));
    has(2, closedAt('2026-11-10T13:00:00.000-04:00'));
    expect(await sync()).toMatchObject({ ordersCreated: 0 });
    has(1, {
      ...closedAt('2026-11-10T12:00:00.000-04:00'),
      status: 'partially_refunded',
      last_updated: '2026-11-20T11:30:00.000-04:00',
    });
    searches();
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ ordersCreated: 2, touchedDays: ['2026-11-10'] });
    expect(searches()).toEqual([
      'date_last_updated 2026-11-20T13 2026-11-20T17',
      'date_closed 2026-11-10T02 2026-11-11T03',
    ]);
    expect(await covered()).toEqual([
      '2026-11-10T03:00:00.000Z 2026-11-11T03:00:00.000Z 2026-11-20T16:00:00.001Z',
      '2026-11-18T03:00:00.000Z 2026-11-20T16:00:00.001Z 2026-11-20T16:00:00.001Z',
    ]);
  });

  it('does not forget the whole day of an old order when the run ends before that day is read', async () => {
    has(1, closedAt('2026-11-10T12:00:00.000-04:00'));
    has(2, closedAt('2026-11-10T13:00:00.000-04:00'));
    await sync();
    has(1, {
      ...closedAt('2026-11-10T12:00:00.000-04:00'),
      status: 'partially_refunded',
      last_updated: '2026-11-20T11:30:00.000-04:00',
    });
    at.moveTo('2026-11-20T16:00:00Z');
    at.shop.told.set('/orders/search', (query) =>
      query.has('order.date_closed.from')
        ? { status: 503, body: { message: 'away', error: 'unavailable' } }
        : answerFor(at.shop, '/orders/search', query),
    );
    await expect(sync()).rejects.toMatchObject({ name: 'MeliServerError' });
    expect(await stored()).toMatchObject([{ id: 1 }]);
    at.shop.told.clear();
    expect(await sync()).toMatchObject({ ordersCreated: 1 });
    expect(await stored()).toMatchObject([{ id: 1 }, { id: 2 }]);
    expect(await covered()).toEqual([
      '2026-11-10T03:00:00.000Z 2026-11-11T03:00:00.000Z 2026-11-20T16:00:00.001Z',
      '2026-11-18T03:00:00.000Z 2026-11-20T16:00:00.001Z 2026-11-20T16:00:00.001Z',
    ]);
  });

  it('tells both days of an order whose sale moved, and those of every order of its cart', async () => {
    has(1, closedAt('2026-11-18T12:00:00.000-04:00', { pack_id: 71 }));
    has(2, closedAt('2026-11-19T12:00:00.000-04:00', { pack_id: 71 }));
    await sync();
    const moved = { date_closed: '2026-11-20T06:00:00.000-04:00', last_updated: '2026-11-20T11:30:00.000-04:00' };
    has(1, { pack_id: 71, ...moved });
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ touchedDays: ['2026-11-18', '2026-11-19', '2026-11-20'] });
  });

  it('goes on where an interrupted catch-up ended, and the days of the outage count as read only in its end', async () => {
    has(1, closedAt('2026-11-19T12:00:00.000-04:00'));
    await sync();
    // Sold in the first piece of the outage and changed in its last.
    has(2, { ...closedAt('2026-11-21T09:00:00.000-04:00'), last_updated: '2026-11-23T09:00:00.000-04:00' });
    const asksAfter = (query: URLSearchParams, instant: string) =>
      new Date(query.get('order.date_last_updated.from') ?? 0) >= new Date(instant);
    at.shop.told.set('/orders/search', (query) =>
      asksAfter(query, '2026-11-22T13:00:00Z')
        ? { status: 503, body: { message: 'away', error: 'unavailable' } }
        : answerFor(at.shop, '/orders/search', query),
    );
    at.moveTo('2026-11-23T15:00:00Z');
    const catchUp = () => syncOrders(at.context(), lastDays(parseBusinessDay('2026-11-23'), 6));
    await expect(catchUp()).rejects.toMatchObject({ name: 'MeliServerError' });
    expect(await covered()).toEqual(['2026-11-18T03:00:00.000Z 2026-11-20T15:00:00.001Z 2026-11-22T13:00:00.000Z']);

    at.shop.told.clear();
    searches();
    expect(await catchUp()).toMatchObject({ ordersCreated: 1, touchedDays: ['2026-11-21'] });
    expect(searches().filter((call) => call.startsWith('date_last_updated'))).toEqual([
      'date_last_updated 2026-11-22T11 2026-11-23T11',
      'date_last_updated 2026-11-23T11 2026-11-23T16',
    ]);
    expect(await covered()).toEqual(['2026-11-18T03:00:00.000Z 2026-11-23T15:00:00.001Z 2026-11-23T15:00:00.001Z']);
  });

  it('after an outage of weeks begins where it ended and reads again only what was young then', async () => {
    has(1, closedAt('2026-11-19T12:00:00.000-04:00'));
    await sync();
    searches();
    has(2, closedAt('2026-12-05T12:00:00.000-04:00'));
    at.moveTo('2026-12-20T15:00:00Z');
    const outcome = await syncOrders(at.context(), lastDays(parseBusinessDay('2026-12-20'), 30));
    expect(outcome).toMatchObject({ ordersCreated: 1, touchedDays: ['2026-12-05'] });
    // Day by day, oldest first: a wide window has another total than its days (6.1).
    const asked = searches();
    expect(asked.slice(0, 31)).toEqual([
      ...Array.from({ length: 30 }, (_, day) => `date_last_updated ${hourOf(day)} ${hourOf(day + 1)}`),
      'date_last_updated 2026-12-20T13 2026-12-20T16',
    ]);
    expect(asked.slice(31)).toEqual([
      // What was young at the last run has reached an age of the slow sweep meanwhile.
      'date_closed 2026-11-20T03 2026-11-20T16',
      'date_closed 2026-11-19T03 2026-11-20T03',
      'date_closed 2026-11-18T03 2026-11-19T03',
    ]);
    expect(await covered()).toEqual(['2026-11-18T03:00:00.000Z 2026-12-20T15:00:00.001Z 2026-12-20T15:00:00.001Z']);
  });
});

describe('a page of orders', () => {
  it('is stored in one transaction, and orders of several pages in several', async () => {
    hasMany(120);
    expect(await sync()).toMatchObject({ ordersCreated: 120 });
    const writers = await at.rows(
      `select count(distinct o.xmin::text)::int as pages,
         count(*) filter (where o.xmin::text <> l.xmin::text or o.xmin::text <> p.xmin::text)::int as halves
       from orders o join order_lines l using (order_id) join order_payments p using (order_id)`,
    );
    expect(writers).toEqual([{ pages: 3, halves: 0 }]);
  });

  it('read twice is written once: no row of an order, a line or a payment is touched again', async () => {
    hasMany(60);
    await sync();
    const versions = () =>
      at.rows(
        `select 'o' as t, order_id::text as id, xmin::text from orders
         union all select 'l', order_id || '.' || line_no, xmin::text from order_lines
         union all select 'p', order_id || '.' || payment_id, xmin::text from order_payments order by 1, 2`,
      );
    const before = await versions();
    at.moveTo('2026-11-20T15:05:00Z');
    for (const order of at.shop.orders.values())
      Object.assign(order, { last_updated: '2026-11-20T10:30:00.000-04:00' });
    const first = await sync();
    expect(first).toMatchObject({ ordersProcessed: 60, ordersUpdated: 60 });
    const after = await versions();
    expect(after).not.toEqual(before);
    at.moveTo('2026-11-20T15:10:00Z');
    expect(await sync()).toMatchObject({ ordersProcessed: 60, ordersCreated: 0, ordersUpdated: 0, touchedDays: [] });
    expect(await versions()).toEqual(after);
  });

  it('during which the run is stopped leaves whole pages and no claim to the day, and the next run completes it', async () => {
    hasMany(120);
    const stop = new AbortController();
    at.shop.told.set('/orders/search', (query) => {
      if (query.get('offset') === '50') stop.abort();
      return answerFor(at.shop, '/orders/search', query);
    });
    await expect(sync(3, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await stored()).toHaveLength(50);
    expect(await at.rows('select count(*)::int as lines from order_lines')).toEqual([{ lines: 50 }]);
    expect(await covered()).toEqual([]);
    at.shop.told.clear();
    expect(await sync()).toMatchObject({ ordersProcessed: 120, ordersCreated: 70, ordersUpdated: 0 });
    expect(await stored()).toHaveLength(120);
  });
});
