import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { answerFor, type Body, refused } from '../testing/shop-answers.ts';
import { lineBody, orderBody, paymentBody } from '../testing/shop-bodies.ts';
import { syncOrders } from './sync-orders.ts';

const window = lastDays(parseBusinessDay('2026-11-20'), 5);

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

const has = (...orders: Body[]) => {
  for (const order of orders) at.shop.orders.set(String(order.id), order);
};
const sync = () => syncOrders(at.context(), window);

describe('the orders that a sync stored', () => {
  it('Q33 stand at their instant: 23:00 at −04:00 touches the next day, the month and the year of São Paulo', async () => {
    has(
      orderBody(1, { date_closed: '2026-11-18T22:59:59.000-04:00' }),
      orderBody(2, { date_closed: '2026-11-18T23:00:00.000-04:00' }),
    );
    expect(await sync()).toMatchObject({ ordersCreated: 2, touchedDays: ['2026-11-18', '2026-11-19'] });
    at.moveTo('2027-01-01T15:00:00Z');
    const change = { last_updated: '2027-01-01T06:00:00.000-04:00' };
    has(orderBody(3, { date_closed: '2026-12-31T23:00:00.000-04:00', ...change }));
    expect(await sync()).toMatchObject({ touchedDays: ['2027-01-01'] });
    expect(await at.rows('select order_id::int, date_closed from orders order by 1')).toEqual([
      { order_id: 1, date_closed: new Date('2026-11-19T02:59:59Z') },
      { order_id: 2, date_closed: new Date('2026-11-19T03:00:00Z') },
      { order_id: 3, date_closed: new Date('2027-01-01T03:00:00Z') },
    ]);
  });

  it('Q34 are each there once and on their own day, although every window of a day brings the hours beside it', async () => {
    // The whole hour around each midnight of São Paulo, which both days' searches are answered with.
    const hours = ['T22:15:00.000-04:00', 'T22:45:00.000-04:00', 'T23:15:00.000-04:00', 'T23:45:00.000-04:00'];
    const instants = ['2026-11-16', '2026-11-17', '2026-11-18'].flatMap((day) => hours.map((hour) => day + hour));
    has(...instants.map((instant, index) => orderBody(index + 1, { date_closed: instant, last_updated: instant })));
    expect(await sync()).toMatchObject({ ordersProcessed: 12, ordersCreated: 12, ordersUpdated: 0 });
    expect(
      await at.rows(
        `select (date_closed at time zone 'America/Sao_Paulo')::date::text as day, count(*)::int as orders
         from orders group by 1 order by 1`,
      ),
    ).toEqual([
      { day: '2026-11-16', orders: 2 },
      { day: '2026-11-17', orders: 4 },
      { day: '2026-11-18', orders: 4 },
      { day: '2026-11-19', orders: 2 },
    ]);
  });

  it('Q38 hold partially refunded ones and those of a status that nobody knew, because no status is asked for', async () => {
    has(orderBody(1, { status: 'partially_refunded' }), orderBody(2, { status: 'weighing_anchor' }));
    const unknown: string[] = [];
    await syncOrders(
      at.context({ onUnknownStatus: (field, status) => void unknown.push(`${field} ${status}`) }),
      window,
    );
    expect(unknown).toEqual(['order.status weighing_anchor']);
    expect(at.shop.asked.filter((call) => call.includes('order.status'))).toEqual([]);
    expect(await at.rows('select status from orders order by order_id')).toEqual([
      { status: 'partially_refunded' },
      { status: 'weighing_anchor' },
    ]);
    const verdicts = await at.rows('select distinct is_cancelled, left_out_reason from order_verdicts');
    expect(verdicts).toEqual([{ is_cancelled: false, left_out_reason: null }]);
  });

  it('Q39 say why one was cancelled, and what it was worth although nothing was paid in the end', async () => {
    const why = { code: 'mediations', group: 'mediations', description: 'x', requested_by: 'buyer' };
    has(orderBody(1, { status: 'cancelled', status_detail: null, paid_amount: 0, cancel_detail: why }));
    await sync();
    expect(
      await at.rows(
        `select cancel_code, cancel_group, cancel_requested_by, paid_amount::int, total_amount::int, is_cancelled,
           left_out_reason from order_verdicts`,
      ),
    ).toEqual([
      {
        cancel_code: 'mediations',
        cancel_group: 'mediations',
        cancel_requested_by: 'buyer',
        paid_amount: 0,
        total_amount: 100,
        is_cancelled: true,
        left_out_reason: null,
      },
    ]);
  });

  it('Q40 leave out the original of a split cart, with the reason, and count each order that replaced it', async () => {
    const split = { code: 'pack_splitted', group: null, requested_by: null };
    has(
      orderBody(1, { status: 'cancelled', pack_id: 71, cancel_detail: split }),
      orderBody(2, { pack_id: 72, total_amount: 50, order_items: [lineBody({ quantity: 1 })] }),
      orderBody(3, { pack_id: 73, total_amount: 50, order_items: [lineBody({ quantity: 1 })] }),
    );
    await sync();
    expect(
      await at.rows(
        `select left_out_reason, count(*)::int as orders, sum(units)::int as units
         from order_verdicts v join (select order_id, sum(quantity) as units from order_lines group by 1) l using (order_id)
         group by 1 order by 1`,
      ),
    ).toEqual([
      { left_out_reason: 'pack_splitted', orders: 1, units: 2 },
      { left_out_reason: null, orders: 2, units: 2 },
    ]);
  });

  it('Q41 do not hold an unconfirmed one on any day, and hold it on its day once a change tells of it', async () => {
    has(orderBody(1, { status: 'payment_required', date_closed: null }), orderBody(2));
    expect(await sync()).toMatchObject({ ordersCreated: 1, touchedDays: ['2026-11-18'] });

    at.moveTo('2026-11-20T16:00:00Z');
    const waiting = { status: 'payment_required', date_closed: null, last_updated: '2026-11-20T11:30:00.000-04:00' };
    has(orderBody(1, waiting));
    expect(await sync()).toMatchObject({ ordersCreated: 1, touchedDays: [] });
    expect(await at.rows('select left_out_reason from order_verdicts where order_id = 1')).toEqual([
      { left_out_reason: 'not_confirmed' },
    ]);

    at.moveTo('2026-11-20T18:00:00Z');
    const paid = { date_closed: '2026-11-20T13:00:00.000-04:00', last_updated: '2026-11-20T13:00:05.000-04:00' };
    has(orderBody(1, paid));
    expect(await sync()).toMatchObject({ ordersCreated: 0, ordersUpdated: 1, touchedDays: ['2026-11-20'] });
    expect(await at.rows('select left_out_reason from order_verdicts where order_id = 1')).toEqual([
      { left_out_reason: null },
    ]);
  });

  it('Q41 keep their day when a later answer has no date of closing', async () => {
    has(orderBody(1));
    await sync();
    has(orderBody(1, { date_closed: null, last_updated: '2026-11-20T10:30:00.000-04:00' }));
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ ordersUpdated: 1, touchedDays: ['2026-11-18'] });
    expect(await at.rows('select date_closed from orders')).toEqual([
      { date_closed: new Date('2026-11-18T14:00:17Z') },
    ]);
  });

  it('Q42 have the fee of one unit beside the quantity, so that a line of three costs three fees', async () => {
    has(orderBody(1, { order_items: [lineBody({ quantity: 3, sale_fee: 7.5 }), lineBody({ sale_fee: null })] }));
    await sync();
    expect(
      await at.rows(
        'select line_no, quantity, sale_fee::float, (sale_fee * quantity)::float as fees from order_lines order by 1',
      ),
    ).toEqual([
      { line_no: 1, quantity: 3, sale_fee: 7.5, fees: 22.5 },
      { line_no: 2, quantity: 2, sale_fee: null, fees: null },
    ]);
  });

  it('Q43 keep what was paid apart from what was sold', async () => {
    has(orderBody(1, { total_amount: 100, paid_amount: 119.9 }), orderBody(2, { paid_amount: null }));
    await sync();
    expect(await at.rows('select total_amount::float, paid_amount::float from orders order by order_id')).toEqual([
      { total_amount: 100, paid_amount: 119.9 },
      { total_amount: 100, paid_amount: null },
    ]);
  });

  it('Q44 keep every payment with its own status, the rejected ones too, in whatever order they came', async () => {
    const payments = [
      paymentBody(3, { date_approved: '2026-11-18T12:00:00.000-04:00', transaction_amount: 40 }),
      paymentBody(1, { status: 'rejected', date_approved: null, transaction_amount_refunded: 100 }),
      paymentBody(2, { date_approved: '2026-11-18T11:00:00.000-04:00', transaction_amount: 60 }),
    ];
    has(orderBody(1, { payments }));
    await sync();
    expect(
      await at.rows(
        `select array_agg(payment_id::int order by payment_id) as payments,
           sum(transaction_amount) filter (where status = 'approved')::int as approved,
           sum(transaction_amount_refunded) filter (where status <> 'rejected')::int as refunded,
           min(date_approved) as first_approval
         from order_payments`,
      ),
    ).toEqual([{ payments: [1, 2, 3], approved: 100, refunded: 0, first_approval: new Date('2026-11-18T15:00:00Z') }]);
  });

  it('Q48 keep their payments when an answer of 206 is silent about them, for the whole page and for the order alone', async () => {
    has(orderBody(1, { payments: [paymentBody(1, { transaction_amount_refunded: 20 })] }));
    await sync();
    at.shop.partsLeftOut = ['payments'];
    has(orderBody(1, { status: 'partially_refunded', last_updated: '2026-11-20T10:30:00.000-04:00' }));
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ ordersUpdated: 1 });
    expect(
      await at.rows(
        'select o.status, missing, transaction_amount_refunded::int as refunded from orders o join order_payments using (order_id)',
      ),
    ).toEqual([{ status: 'partially_refunded', missing: ['payments'], refunded: 20 }]);
  });

  it('Q48 are named while a part of them was never told, asked again by the next sync, and whole once it is told', async () => {
    at.shop.partsLeftOut = ['payments'];
    has(orderBody(1));
    const day = { from: '2026-11-18', to: '2026-11-18' };
    const missing = [
      { connectionId: at.connectionId, source: 'orders', orderId: '1', ...day, reason: 'without payments' },
    ];
    expect(await sync()).toMatchObject({ ordersCreated: 1, missing });
    at.moveTo('2026-11-20T15:10:00Z');
    expect(await sync()).toMatchObject({ ordersUpdated: 0, missing });
    at.shop.told.set('/orders/1', refused.item);
    expect(await sync()).toMatchObject({ missing: [{ orderId: '1', reason: '403 access_denied' }] });

    at.shop.told.clear();
    at.shop.partsLeftOut = [];
    at.moveTo('2026-11-25T15:00:00Z');
    expect(await sync()).toMatchObject({ ordersUpdated: 1, touchedDays: ['2026-11-18'], missing: [] });
    expect(await at.rows('select payment_id::int, missing from orders join order_payments using (order_id)')).toEqual([
      { payment_id: 1, missing: [] },
    ]);
  });

  it('Q48 name the listings of their lines with themselves, also after a 206 that is silent about the lines', async () => {
    const lines = ['MLB8', 'MLB7', 'MLB8'].map((id) => lineBody({ item: { id, title: 'Bule' } }));
    has(orderBody(1, { order_items: lines }));
    await sync();
    const named = () => at.rows('select status, line_listing_ids from orders');
    expect(await named()).toEqual([{ status: 'paid', line_listing_ids: ['MLB8', 'MLB7'] }]);
    at.shop.partsLeftOut = ['order_items'];
    has(orderBody(1, { status: 'cancelled', order_items: lines, last_updated: '2026-11-20T10:30:00.000-04:00' }));
    at.moveTo('2026-11-20T16:00:00Z');
    await sync();
    expect(await named()).toEqual([{ status: 'cancelled', line_listing_ids: ['MLB8', 'MLB7'] }]);
    at.shop.partsLeftOut = [];
    has(orderBody(1, { order_items: lines.slice(0, 1), last_updated: '2026-11-20T11:30:00.000-04:00' }));
    at.moveTo('2026-11-20T17:00:00Z');
    await sync();
    expect(await named()).toEqual([{ status: 'paid', line_listing_ids: ['MLB8'] }]);
  });

  it('Q48 have the instant of the sale beside each line, once it is known, and also when a 206 is silent about the lines', async () => {
    const dated = () => at.rows('select listing_id, date_closed from order_lines order by line_no');
    const lines = ['MLB8', 'MLB7'].map((id) => lineBody({ item: { id, title: 'Bule' } }));
    const read = async (at_utc: string, given: Body) => {
      at.moveTo(at_utc);
      has(orderBody(1, { order_items: lines, ...given }));
      await sync();
    };
    const both = (instant: string | null) =>
      ['MLB8', 'MLB7'].map((listing_id) => ({ listing_id, date_closed: instant && new Date(instant) }));
    await sync();
    const waiting = { status: 'payment_required', date_closed: null };
    await read('2026-11-20T16:00:00Z', { ...waiting, last_updated: '2026-11-20T11:30:00.000-04:00' });
    expect(await dated()).toEqual(both(null));
    at.shop.partsLeftOut = ['order_items'];
    const paid = { date_closed: '2026-11-20T12:00:00.000-04:00', last_updated: '2026-11-20T12:30:00.000-04:00' };
    await read('2026-11-20T17:00:00Z', paid);
    expect(await dated()).toEqual(both('2026-11-20T16:00:00Z'));
    at.shop.partsLeftOut = [];
    const moved = { date_closed: '2026-11-20T13:00:00.000-04:00', last_updated: '2026-11-20T13:30:00.000-04:00' };
    await read('2026-11-20T18:00:00Z', moved);
    expect(await dated()).toEqual(both('2026-11-20T17:00:00Z'));
  });

  it('Q48 keep tags and reasons that a 206 is silent about, and a part of a part counts as the whole of it', async () => {
    const cancelled = { status: 'cancelled', tags: ['test_order'], cancel_detail: { code: 'fraud', group: 'fraud' } };
    has(orderBody(1, { ...cancelled, payments: [paymentBody(1)] }));
    await sync();
    at.shop.partsLeftOut = ['tags', 'payments.date_approved', 'total_amount', 'feedback'];
    const change = {
      payments: [paymentBody(1, { date_approved: null })],
      last_updated: '2026-11-20T10:30:00.000-04:00',
    };
    has(orderBody(1, { ...cancelled, ...change }));
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ missing: [{ orderId: '1', reason: 'without payments, tags, total_amount' }] });
    expect(
      await at.rows('select tags, date_approved, total_amount::int from orders join order_payments using (order_id)'),
    ).toEqual([{ tags: ['test_order'], date_approved: new Date('2026-11-18T14:00:16Z'), total_amount: 100 }]);
  });

  const covers = async (instant: string) => {
    const sql = `select covered @> '${instant}'::timestamptz as is_read from source_coverage where source = 'orders'`;
    return (await at.rows<{ is_read: boolean }>(sql))[0]?.is_read;
  };

  it('are all there but for one of which none can be made: that is named, and its day alone does not count as read', async () => {
    const odd = { currency_id: 986, date_closed: '2026-11-19T10:00:00.000-04:00' };
    has(orderBody(1), orderBody(2, odd), orderBody(3, { date_closed: '2026-11-20T10:00:00.000-04:00' }));
    const day = { from: '2026-11-19', to: '2026-11-19' };
    const unreadable = [
      { connectionId: at.connectionId, source: 'orders', orderId: '2', ...day, reason: 'unknown form' },
    ];
    expect(await sync()).toMatchObject({ ordersCreated: 2, missing: [], unreadable });
    const days = async () => Promise.all(['18', '19', '20'].map((date) => covers(`2026-11-${date}T14:00:00Z`)));
    expect(await days()).toEqual([true, false, true]);
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ ordersCreated: 0, unreadable });
    expect(await days()).toEqual([true, false, true]);
    has(orderBody(2, { ...odd, currency_id: 'BRL' }));
    at.moveTo('2026-11-20T17:00:00Z');
    expect(await sync()).toMatchObject({ ordersCreated: 1, touchedDays: ['2026-11-19'], unreadable: [] });
    expect(await days()).toEqual([true, true, true]);
  });

  it('Q34 hold no day back for an order of the hour after it of which none could be made there, when its own day has it', async () => {
    has(orderBody(1, { date_closed: '2026-11-18T23:00:01.000-04:00' }));
    const bare = { status: 206, headers: { 'x-content-missing': 'date_closed,last_updated' }, body: { id: 1 } };
    at.shop.told.set('/orders/1', () => bare);
    let shown = 0;
    at.shop.told.set('/orders/search', (query) => {
      const { body } = answerFor(at.shop, '/orders/search', query);
      const { results, ...rest } = body as { results: Body[] };
      if (results.length > 0) shown += 1;
      return shown < 2 ? { status: 200, body } : { ...bare, body: { ...rest, results: results.map(() => bare.body) } };
    });
    expect(await sync()).toMatchObject({ ordersCreated: 1, touchedDays: ['2026-11-19'], unreadable: [] });
    expect(shown).toBe(2);
    expect(await covers('2026-11-18T14:00:00Z')).toBe(true);
  });

  it('are held back for the day of a sale that changed into one of which none can be made, and the others of the change are taken in', async () => {
    await sync();
    const change = { last_updated: '2026-11-20T11:30:00.000-04:00', date_closed: '2026-11-20T11:20:00.000-04:00' };
    has(
      orderBody(1, { ...change, currency_id: null }),
      orderBody(2, { ...change, date_closed: '2026-11-19T23:30:00.000-03:00' }),
    );
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ ordersCreated: 1, unreadable: [{ orderId: '1', from: '2026-11-20' }] });
    expect(await covers('2026-11-20T15:30:00Z')).toBe(false);
    expect(await covers('2026-11-20T02:30:00Z')).toBe(true);
    has(orderBody(1, change));
    at.moveTo('2026-11-20T17:00:00Z');
    expect(await sync()).toMatchObject({ ordersCreated: 1, unreadable: [] });
    expect(await covers('2026-11-20T15:30:00Z')).toBe(true);
  });

  it('Q48 are each read alone when a page does not say when they were sold, so that no sale is lost', async () => {
    at.shop.told.set('/orders/search', (query) => {
      const { body } = answerFor(at.shop, '/orders/search', query);
      const { results, ...rest } = body as { results: Body[] };
      const isTold = ([part]: [string, unknown]) => part !== 'date_closed' && part !== 'tags';
      const undated = results.map((row) => Object.fromEntries(Object.entries(row).filter(isTold)));
      return { status: 206, headers: { 'x-content-missing': 'date_closed,tags' }, body: { ...rest, results: undated } };
    });
    has(orderBody(1), orderBody(2, { tags: ['test_order'] }));
    expect(await sync()).toMatchObject({ ordersCreated: 2, touchedDays: ['2026-11-18'], missing: [] });
    expect(await at.rows('select order_id::int, tags from orders order by 1')).toEqual([
      { order_id: 1, tags: ['paid'] },
      { order_id: 2, tags: ['test_order'] },
    ]);
  });

  it('Q23 stay with the listing that was sold, also after it closed and others took its place', async () => {
    has(orderBody(1, { order_items: [lineBody({ item: { id: 'MLB1', title: 'Bule', user_product_id: 'MLBU9' } })] }));
    await sync();
    has(
      orderBody(2, {
        last_updated: '2026-11-20T10:30:00.000-04:00',
        order_items: [lineBody({ item: { id: 'MLB2', title: 'Bule' } })],
      }),
    );
    has(
      orderBody(1, {
        last_updated: '2026-11-20T10:30:00.000-04:00',
        order_items: [lineBody({ item: { id: 'MLB1', title: 'Bule' } })],
      }),
    );
    at.moveTo('2026-11-20T15:30:00Z');
    await sync();
    expect(await at.rows('select order_id::int as id, listing_id from order_lines order by 1')).toEqual([
      { id: 1, listing_id: 'MLB1' },
      { id: 2, listing_id: 'MLB2' },
    ]);
  });

  it('Q50 have the same ids whether they were told as numbers or as texts', async () => {
    const line = lineBody({ item: { id: 'MLB1', title: 'Bule', variation_id: '174', user_product_id: 'MLBU1' } });
    const texts = { pack_id: '81', shipping: { id: '91' }, order_items: [line], payments: [paymentBody(7)] };
    has({ ...orderBody(1, texts), id: '2000020000000001', payments: [{ ...paymentBody(7), id: '140000000001' }] });
    has(orderBody(2000020000000002, { pack_id: 81, shipping: { id: 91 }, payments: [paymentBody(140000000001)] }));
    await sync();
    expect(
      await at.rows('select count(*)::int as orders, count(distinct (pack_id, shipment_id))::int as packs from orders'),
    ).toEqual([{ orders: 2, packs: 1 }]);
    expect(await at.rows('select count(distinct payment_id)::int as payments from order_payments')).toEqual([
      { payments: 1 },
    ]);
    expect(await at.rows('select variation_id::int from order_lines where order_id = 2000020000000001')).toEqual([
      { variation_id: 174 },
    ]);
  });
});

describe('an answer about orders that is none', () => {
  it.each([
    ['an empty 200', { text: '' }],
    ['a page of a proxy', { text: '<html>busy</html>', headers: { 'content-type': 'text/html' } }],
    ['a 503', { status: 503, body: { message: 'away', error: 'unavailable', status: 503, cause: [] } }],
    ['a refusal of the search', refused.item],
  ])(
    'Q65 %s is never "no orders": the days read before count, the day itself and older ones do not',
    async (_, told) => {
      has(orderBody(1), orderBody(2, { date_closed: '2026-11-20T08:00:00.000-04:00' }));
      let searches = 0;
      at.shop.told.set('/orders/search', (query) =>
        ++searches === 1 ? answerFor(at.shop, '/orders/search', query) : told,
      );
      await expect(sync()).rejects.toThrow('/orders/search');
      expect(await at.rows('select order_id::int from orders')).toEqual([{ order_id: 2 }]);
      const covered = await at.rows(`select covered::text from source_coverage where source = 'orders'`);
      expect(covered).toEqual([{ covered: expect.stringContaining('2026-11-20 03:00:00') }]);

      at.shop.told.clear();
      await sync();
      expect(await at.rows('select order_id::int from orders order by 1')).toEqual([{ order_id: 1 }, { order_id: 2 }]);
    },
  );
});
