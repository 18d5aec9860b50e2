import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { syncOrders } from './orders/sync-orders.ts';
import { type OpenShop, openShop } from './testing/open-shop.ts';
import { readListings } from './testing/read-listings.ts';
import { type Body, refused, SELLER } from './testing/shop-answers.ts';
import { lineBody, listingBody, orderBody, paymentBody } from './testing/shop-bodies.ts';
import { syncVisits } from './visits/sync-visits.ts';

/**
 * What went wrong in production with the system before this one, by its number, as far as the copying of facts is concerned; each of
 * these tests is the property that makes it impossible here.
 */
const window = lastDays(parseBusinessDay('2026-11-20'), 5);

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

const has = (id: number, given: Body = {}) => at.shop.orders.set(String(id), orderBody(id, given));
const changed = { last_updated: '2026-11-20T11:30:00.000-04:00' };
const sync = () => syncOrders(at.context(), window);
const verdicts = () =>
  at.rows(
    `select order_id::int as id, (date_closed at time zone 'America/Sao_Paulo')::date::text as day, is_cancelled, left_out_reason
     from order_verdicts order by 1`,
  );
const searches = () =>
  at.shop.asked
    .filter((call) => call.startsWith('/orders/search'))
    .map((call) => new URLSearchParams(call.slice(call.indexOf('?')).replaceAll('+', '%2B')));

describe('orders that the predecessor lost, moved or cut', () => {
  it('row 18: an order made before the window and confirmed inside it belongs to the window, one confirmed before it does not', async () => {
    has(1, { date_created: '2026-11-13T10:00:00.000-04:00', date_closed: '2026-11-16T10:00:00.000-04:00' });
    has(2, { date_created: '2026-11-13T10:00:00.000-04:00', date_closed: '2026-11-15T10:00:00.000-04:00' });
    expect(await sync()).toMatchObject({ ordersCreated: 1, touchedDays: ['2026-11-16'] });
    expect(await verdicts()).toMatchObject([{ id: 1, day: '2026-11-16' }]);
  });

  it('row 21: a sale of three weeks ago that is cancelled today is cancelled on its own day by the next sync', async () => {
    const sold = { date_created: '2026-10-30T10:00:00.000-04:00', date_closed: '2026-10-30T10:00:17.000-04:00' };
    has(1, { ...sold, last_updated: sold.date_closed });
    await syncOrders(at.context(), lastDays(parseBusinessDay('2026-11-20'), 30));
    has(1, { ...sold, ...changed, status: 'cancelled' });
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ ordersUpdated: 1, touchedDays: ['2026-10-30'] });
    expect(await verdicts()).toEqual([{ id: 1, day: '2026-10-30', is_cancelled: true, left_out_reason: null }]);
  });

  it('row 31: an order that stands without its lines and payments has them after its next reading, and no line that is gone', async () => {
    const lines = ['MLB1', 'MLB2', 'MLB3'].map((id) => lineBody({ item: { id, title: 'Bule' } }));
    has(1, { order_items: lines });
    has(2, { order_items: lines });
    await sync();
    // As a process would have left it that stored an order apart from what belongs to it.
    await at.rows('delete from order_lines where order_id = 1');
    await at.rows('delete from order_payments where order_id = 1');
    has(1, { ...changed, order_items: lines });
    has(2, { ...changed, order_items: lines.slice(2), payments: [paymentBody(7)] });
    at.moveTo('2026-11-20T16:00:00Z');
    await sync();
    const parts = await at.rows(
      `select order_id::int as id, array_agg(distinct listing_id) as listings, array_agg(distinct payment_id::int) as payments
       from order_lines join order_payments using (tenant_id, order_id) group by 1 order by 1`,
    );
    expect(parts).toEqual([
      { id: 1, listings: ['MLB1', 'MLB2', 'MLB3'], payments: [1] },
      { id: 2, listings: ['MLB3'], payments: [7] },
    ]);
  });

  it('row 32: a sale stays on the day on which it was confirmed, whenever it was paid and whatever is given back', async () => {
    const sold = { date_closed: '2026-11-17T10:00:00.000-04:00' };
    const paid = paymentBody(1, { date_approved: '2026-11-19T10:00:00.000-04:00' });
    has(1, { ...sold, payments: [paid] });
    expect(await sync()).toMatchObject({ touchedDays: ['2026-11-17'] });
    const back = { status: 'refunded', transaction_amount_refunded: 100, date_approved: null };
    has(1, { ...sold, ...changed, payments: [{ ...paid, ...back }] });
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ ordersUpdated: 1, touchedDays: ['2026-11-17'] });
    expect(await verdicts()).toMatchObject([{ id: 1, day: '2026-11-17' }]);
    expect(await at.rows('select transaction_amount_refunded::int as refunded from order_payments')).toEqual([
      { refunded: 100 },
    ]);
  });

  it('row 45: no page is asked for that Mercado Livre would refuse, and a refused one is a failure, not a day without orders', async () => {
    for (let id = 1; id <= 60; id++) has(id);
    await sync();
    const limits = searches().map((query) => Number(query.get('limit')));
    expect(limits.length).toBeGreaterThan(1);
    // More than 51 is refused with 400 (API document 6.1).
    for (const limit of limits) expect(limit).toBeLessThanOrEqual(51);

    const body = { message: 'limit.maximum_exceeded', error: 'bad_request', status: 400, cause: [] };
    at.shop.told.set('/orders/search', { status: 400, body });
    at.moveTo('2026-11-20T16:00:00Z');
    await expect(sync()).rejects.toMatchObject({ name: 'MeliRequestError' });
    expect(await at.rows(`select covered_through from source_coverage where source = 'orders'`)).toEqual([
      { covered_through: new Date('2026-11-20T15:00:00.001Z') },
    ]);
  });

  it('row 46: days without a sale are asked for once, always between two instants, and are then known to have none', async () => {
    // Sold in the summer; the newest orders without a filter would bring it.
    has(1, { date_closed: '2026-01-10T10:00:00.000-04:00', last_updated: '2026-01-10T10:00:00.000-04:00' });
    expect(await sync()).toMatchObject({ ordersProcessed: 0, missing: [] });
    expect(searches()).toHaveLength(5);
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ ordersProcessed: 0, missing: [] });
    expect(searches()).toHaveLength(6);
    for (const query of searches()) {
      const field = query.has('order.date_closed.from') ? 'order.date_closed' : 'order.date_last_updated';
      const [from, to] = ['from', 'to'].map((end) => Date.parse(query.get(`${field}.${end}`) ?? ''));
      expect({ seller: query.get('seller'), hasBounds: Number(from) < Number(to) }).toEqual({
        seller: SELLER,
        hasBounds: true,
      });
    }
    expect(await at.rows('select 1 from orders')).toEqual([]);
    const covered = `select covered @> '[2026-11-16T03:00:00Z, 2026-11-20T16:00:00Z]'::tstzrange as is_known from source_coverage`;
    expect(await at.rows(covered)).toEqual([{ is_known: true }]);
  });
});

describe('listings that the predecessor misread', () => {
  const list = (id: string, given: Body = {}) => {
    at.shop.listings.set(id, listingBody(id, given));
    at.shop.prices.set(id, 80);
  };

  it.each([
    ['a throttling', { status: 429, text: 'local_rate_limited' }],
    ['a failure of Mercado Livre', { status: 503, body: { message: 'away', error: 'unavailable', status: 503 } }],
    ['a refusal', refused.item],
  ])('row 29: %s takes no known visit away, and the run does not count them as read', async (_, told) => {
    list('MLB1');
    list('MLB2');
    for (const id of ['MLB1', 'MLB2']) at.shop.visits.set(id, { '2026-11-16': 3, '2026-11-20': 5 });
    at.shop.accountVisits = { '2026-11-16': 6, '2026-11-20': 10 };
    await readListings(at.context());
    await syncVisits(at.context(), window);
    const known = () =>
      at.rows(
        `select listing_id, day::text, visits from listing_visits
         union all select 'account', day::text, visits from account_visits order by 1, 2`,
      );
    const before = await known();
    expect(before).toHaveLength(15);
    for (const path of ['/items/MLB1/visits/time_window', `/users/${SELLER}/items_visits/time_window`]) {
      at.shop.told.clear();
      at.shop.told.set(path, told);
      at.moveTo('2026-11-20T16:00:00Z');
      const isIncomplete = await syncVisits(at.context(), window).then(
        ({ missing }) => missing.length === 1,
        ({ name }: Error) => name.startsWith('Meli'),
      );
      expect({ path, isIncomplete }).toEqual({ path, isIncomplete: true });
      expect(await known()).toEqual(before);
      expect(await at.rows(`select covered_through from source_coverage where source = 'visits'`)).toEqual([
        { covered_through: new Date('2026-11-20T15:00:00Z') },
      ]);
    }
  });

  it('row 33: how much a listing sold in its life is no number of a day, and is not even kept', async () => {
    list('MLB1', { sold_quantity: 771_177, initial_quantity: 771_178, health: 0.771_179 });
    has(1, { order_items: [lineBody({ item: { id: 'MLB1', title: 'Bule', sold_quantity: 771_177 } })] });
    await readListings(at.context());
    await sync();
    const tables = await at.rows<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      expect(await at.rows(`select 1 from ${name} t where t::text like '%77117%'`), name).toEqual([]);
    }
    expect(await at.rows('select sum(quantity)::int as units from order_lines')).toEqual([{ units: 2 }]);
  });

  it('row 34: the price is the one that is asked for now, at the instant of the answer, though the listing names another', async () => {
    list('MLB1', { price: 100, original_price: 120, base_price: 100 });
    at.shop.prices.set('MLB1', 79.9);
    await readListings(at.context());
    // The promotion ends; the listing itself did not move. The next day asks anew.
    at.shop.prices.set('MLB1', 100);
    at.moveTo('2026-11-21T15:00:00Z');
    await readListings(at.context());
    const seen = await at.rows(
      'select day::text, price::float, price_seen_at, price_source from listing_sightings order by day',
    );
    const source = { price_source: 'sale_price' };
    expect(seen).toEqual([
      { day: '2026-11-20', price: 79.9, price_seen_at: new Date('2026-11-20T15:00:00Z'), ...source },
      { day: '2026-11-21', price: 100, price_seen_at: new Date('2026-11-21T15:00:00Z'), ...source },
    ]);
  });

  it.each(['under_review', 'inactive', 'payment_required', 'hibernating'])(
    'row 49: a listing that becomes %s is that and not closed: it keeps what is known, is read on, and comes back',
    async (status) => {
      list('MLB1');
      await readListings(at.context());
      list('MLB1', { status, sub_status: ['held'], thumbnail: null });
      // Discovery need not name it meanwhile.
      const nobody = { results: [], paging: { total: 0, offset: 0, limit: 100 } };
      at.shop.told.set(`/users/${SELLER}/items/search`, { body: nobody });
      for (const instant of ['2026-11-20T16:00:00Z', '2026-11-27T16:00:00Z']) {
        at.moveTo(instant);
        expect(await readListings(at.context())).toMatchObject({ itemsProcessed: 1, missing: [] });
        expect(await at.rows('select title, status, access, closed_seen_at from listings')).toEqual([
          { title: 'Bule Esmaltado', status, access: 'readable', closed_seen_at: null },
        ]);
        expect(await syncVisits(at.context(), window)).toMatchObject({ listingsRead: 1 });
      }
      list('MLB1');
      await readListings(at.context());
      expect(await at.rows('select status from listings')).toEqual([{ status: 'active' }]);
    },
  );
});
