import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { daysIn, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFactBook } from '../testing/fact-book.ts';
import { rebuildDays } from './rebuild-days.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const now = new Date('2026-11-20T15:00:00Z');
const november = { from: parseBusinessDay('2026-11-01'), to: parseBusinessDay('2026-11-20') };
const rebuild = (tenantId: string) => rebuildDays(test.db, tenantId, { days: daysIn(november), now });

/** Orders are read from the start of 10 November in São Paulo until now. */
async function openReadBook() {
  const book = await openFactBook(test.db);
  await book.readOrders('2026-11-10T03:00:00Z', now.toISOString());
  return book;
}

describe('rebuild of daily metrics', () => {
  it('puts a sale at 23:59:59 and one at 00:00 in São Paulo on two days', async () => {
    const book = await openReadBook();
    await book.order({
      id: 1,
      closed: '2026-11-12T22:59:59-04:00',
      lines: [{ listing: 'MLB1', price: 10 }],
      tags: ['no_shipping'],
    });
    await book.order({
      id: 2,
      closed: '2026-11-12T23:00:00-04:00',
      lines: [{ listing: 'MLB1', price: 20 }],
      tags: ['no_shipping'],
    });
    await rebuild(book.tenantId);
    expect(await book.listingRow('MLB1', '2026-11-12')).toMatchObject({ orders: 1, gmv: '10.00' });
    expect(await book.listingRow('MLB1', '2026-11-13')).toMatchObject({ orders: 1, gmv: '20.00' });
  });

  it('keeps a cancelled sale in the gross figures and takes it from the net ones, on the day of the sale', async () => {
    const book = await openReadBook();
    await book.order({
      id: 1,
      closed: '2026-11-12T12:00:00Z',
      shipment: 5,
      lines: [{ listing: 'MLB1', price: 100, fee: 12 }],
    });
    await book.order({
      id: 2,
      closed: '2026-11-12T13:00:00Z',
      status: 'cancelled',
      lines: [{ listing: 'MLB1', price: 50, quantity: 2, fee: 6 }],
      refunds: [{ status: 'refunded', refunded: 100 }],
    });
    await book.freight(5, 20.5);
    await rebuild(book.tenantId);
    expect(await book.listingRow('MLB1', '2026-11-12')).toMatchObject({
      orders: 2,
      units: 3,
      gmv: '200.00',
      cancelled_orders: 1,
      cancelled_units: 2,
      cancelled_amount: '100.00',
      refunded_amount: '0.00',
      sale_fee: '12.00',
      seller_shipping: '20.50',
      net_revenue: '67.50',
    });
  });

  it.each(['order_items', 'payments', 'tags', 'cancel_detail', 'pack_id'])(
    'keeps the former rows of a day of which an order was told without its %s, and makes none where there were none',
    async (part) => {
      const book = await openReadBook();
      const order = { closed: '2026-11-12T12:00:00Z', tags: ['no_shipping'], lines: [{ listing: 'MLB1', price: 10 }] };
      await book.order({ ...order, id: 1 });
      await book.order({ ...order, id: 2, closed: '2026-11-13T12:00:00Z', missing: [part] });
      await book.order({ ...order, id: 3, closed: '2026-11-14T12:00:00Z', missing: ['context', 'shipping'] });
      await rebuild(book.tenantId);
      expect(await book.listingDays('MLB1')).toEqual(['2026-11-12', '2026-11-14']);
      expect(await book.accountRow('2026-11-13')).toBeNull();
      await book.order({ ...order, id: 4, missing: [part] });
      await rebuild(book.tenantId);
      expect(await book.accountRow('2026-11-12')).toMatchObject({ orders: 1, gmv: '10.00' });
      expect(await book.listingRow('MLB1', '2026-11-12')).toMatchObject({ orders: 1 });
    },
  );

  it('leaves out split originals, test orders, other currencies and sales that were never confirmed', async () => {
    const book = await openReadBook();
    const line = { listing: 'MLB1', price: 10 };
    const closed = '2026-11-12T12:00:00Z';
    await book.order({ id: 1, closed, status: 'cancelled', cancelCode: 'pack_splitted', lines: [line] });
    await book.order({ id: 2, closed, tags: ['test_order'], lines: [line] });
    await book.order({ id: 3, closed, currency: 'USD', lines: [line] });
    await book.order({ id: 4, closed: null, lines: [line] });
    await book.order({ id: 5, closed, tags: ['no_shipping'], status: 'pending_cancel', lines: [line] });
    await rebuild(book.tenantId);
    expect(await book.accountRow('2026-11-12')).toMatchObject({ orders: 1, gmv: '10.00', cancelled_orders: 0 });
  });

  it('splits freight and refunds in cents so that the parts add up, ties by order, then by listing', async () => {
    const book = await openReadBook();
    const closed = '2026-11-12T12:00:00Z';
    // 10.00 over three orders of equal value: 334, 333, 333 cents; the first order's 334 over two equal lines: 167, 167.
    await book.order({
      id: 11,
      closed,
      pack: 7,
      shipment: 5,
      lines: [
        { listing: 'MLB2', price: 5 },
        { listing: 'MLB1', price: 5 },
      ],
    });
    await book.order({ id: 12, closed, pack: 7, shipment: 5, lines: [{ listing: 'MLB3', price: 10 }] });
    await book.order({
      id: 13,
      closed,
      pack: 7,
      shipment: 5,
      lines: [
        { listing: 'MLB5', price: 5 },
        { listing: 'MLB4', price: 5 },
      ],
      refunds: [
        { status: 'approved', refunded: 3.33 },
        { status: 'rejected', refunded: 50 },
      ],
    });
    await book.freight(5, 10);
    await rebuild(book.tenantId);
    const shipping = async (listing: string) => (await book.listingRow(listing, '2026-11-12'))?.seller_shipping;
    expect(await Promise.all(['MLB1', 'MLB2', 'MLB3', 'MLB4', 'MLB5'].map(shipping))).toEqual([
      '1.67',
      '1.67',
      '3.33',
      '1.67',
      '1.66',
    ]);
    expect((await book.listingRow('MLB4', '2026-11-12'))?.refunded_amount).toBe('1.67');
    expect((await book.listingRow('MLB5', '2026-11-12'))?.refunded_amount).toBe('1.66');
    expect(await book.accountRow('2026-11-12')).toMatchObject({
      orders: 3,
      purchases: 1,
      seller_shipping: '10.00',
      refunded_amount: '3.33',
    });
  });

  it('gives the freight of a shipment only to its orders that are not cancelled, and equal parts when they are worth nothing', async () => {
    const book = await openReadBook();
    const closed = '2026-11-12T12:00:00Z';
    await book.order({ id: 1, closed, shipment: 5, status: 'cancelled', lines: [{ listing: 'MLB1', price: 90 }] });
    await book.order({ id: 2, closed, shipment: 5, lines: [{ listing: 'MLB2', price: 0 }] });
    await book.order({ id: 3, closed, shipment: 5, lines: [{ listing: 'MLB3', price: 0 }] });
    await book.freight(5, 0.03);
    await rebuild(book.tenantId);
    expect((await book.listingRow('MLB1', '2026-11-12'))?.seller_shipping).toBe('0.00');
    expect((await book.listingRow('MLB2', '2026-11-12'))?.seller_shipping).toBe('0.02');
    expect((await book.listingRow('MLB3', '2026-11-12'))?.seller_shipping).toBe('0.01');
  });

  it('lets the orders that are shipped bear the whole freight of a shipment that one tagged no_shipping shares', async () => {
    const book = await openReadBook();
    const closed = '2026-11-12T12:00:00Z';
    const tags = ['no_shipping'];
    await book.order({ id: 1, closed, shipment: 5, tags, lines: [{ listing: 'MLB1', price: 90 }] });
    await book.order({ id: 2, closed, shipment: 5, lines: [{ listing: 'MLB2', price: 10 }] });
    await book.freight(5, 20.5);
    await rebuild(book.tenantId);
    expect((await book.listingRow('MLB1', '2026-11-12'))?.seller_shipping).toBe('0.00');
    expect((await book.listingRow('MLB2', '2026-11-12'))?.seller_shipping).toBe('20.50');
    expect(await book.accountRow('2026-11-12')).toMatchObject({ seller_shipping: '20.50' });
  });

  it('does not know the net revenue while a fee or a freight is not known', async () => {
    const book = await openReadBook();
    const closed = '2026-11-12T12:00:00Z';
    await book.order({ id: 1, closed, shipment: 5, lines: [{ listing: 'MLB1', price: 10, fee: 1 }] });
    await book.order({ id: 2, closed, tags: ['no_shipping'], lines: [{ listing: 'MLB2', price: 10, fee: null }] });
    await rebuild(book.tenantId);
    expect(await book.listingRow('MLB1', '2026-11-12')).toMatchObject({
      sale_fee: '1.00',
      seller_shipping: null,
      net_revenue: null,
    });
    expect(await book.listingRow('MLB2', '2026-11-12')).toMatchObject({
      sale_fee: null,
      seller_shipping: '0.00',
      net_revenue: null,
    });
  });

  it('counts a purchase once, on the day of its earliest order, even when that day is not rebuilt', async () => {
    const book = await openReadBook();
    await book.order({
      id: 1,
      closed: '2026-11-13T02:59:00Z',
      pack: 7,
      tags: ['no_shipping'],
      lines: [{ listing: 'MLB1', price: 1 }],
    });
    await book.order({
      id: 2,
      closed: '2026-11-13T03:01:00Z',
      pack: 7,
      tags: ['no_shipping'],
      lines: [{ listing: 'MLB1', price: 1 }],
    });
    await rebuildDays(test.db, book.tenantId, { days: [parseBusinessDay('2026-11-13')], now });
    expect(await book.accountRow('2026-11-13')).toMatchObject({ orders: 1, purchases: 0 });
    await rebuild(book.tenantId);
    expect(await book.accountRow('2026-11-12')).toMatchObject({ orders: 1, purchases: 1 });
  });

  it('has a row for each day from the creation of a listing to its closing, and none on days that were not read', async () => {
    const book = await openReadBook();
    await book.listing('MLB1', { created: '2026-10-01T12:00:00Z' });
    await book.listing('MLB2', { created: '2026-11-14T02:00:00Z', closed: '2026-11-16T12:00:00Z' });
    await rebuild(book.tenantId);
    expect(await book.listingDays('MLB1')).toEqual(daysIn({ from: parseBusinessDay('2026-11-10'), to: november.to }));
    expect(await book.listingDays('MLB2')).toEqual(['2026-11-13', '2026-11-14', '2026-11-15', '2026-11-16']);
    expect(await book.listingRow('MLB1', '2026-11-18')).toMatchObject({
      orders: 0,
      gmv: '0.00',
      net_revenue: '0.00',
      visits: null,
      provisional: true,
    });
    expect(await book.listingRow('MLB1', '2026-11-17')).toMatchObject({ provisional: false });
  });

  it('tells no visits from visits that nobody read, and keeps only the clip from an earlier day', async () => {
    const book = await openReadBook();
    await book.listing('MLB1', { created: '2026-10-01T12:00:00Z' });
    await book.visits('MLB1', '2026-11-12', 0);
    await book.sighting('MLB1', '2026-11-12T12:00:00Z', { price: 10.5, stock: 0, clip: true });
    await book.sighting('MLB1', '2026-11-15T12:00:00Z', { stock: 4 });
    await rebuild(book.tenantId);
    expect(await book.listingRow('MLB1', '2026-11-11')).toMatchObject({
      visits: null,
      price: null,
      stock: null,
      has_clips: null,
    });
    expect(await book.listingRow('MLB1', '2026-11-12')).toMatchObject({
      visits: 0,
      price: '10.50',
      stock: 0,
      has_clips: true,
    });
    expect(await book.listingRow('MLB1', '2026-11-13')).toMatchObject({
      visits: null,
      price: null,
      stock: null,
      has_clips: true,
    });
    expect(await book.listingRow('MLB1', '2026-11-15')).toMatchObject({ price: null, stock: 4, has_clips: true });
  });

  it('removes rows without a reason, leaves a day that was read in part alone, and writes nothing when nothing changed', async () => {
    const book = await openFactBook(test.db);
    await book.listing('MLB1', { created: '2026-10-01T12:00:00Z' });
    await book.readOrders('2026-11-10T12:00:00Z', now.toISOString());
    const planted = (listing: string, day: string) =>
      query(
        test.db,
        `insert into listing_metrics_daily values
           ($1, $2, $3, $4, 0, 9, 9, 9, 0, 0, 0, 0, 0, 0, 9, null, null, null, false, now())`,
        { bind: [book.tenantId, listing, day, book.connectionId] },
      );
    await planted('MLB9', '2026-11-12');
    await planted('MLB1', '2026-11-10');
    await planted('MLB1', '2026-11-03');
    const first = await rebuild(book.tenantId);
    expect(first).toMatchObject({
      daysProcessed: 10,
      listingsProcessed: 1,
      rowsComputed: 10,
      rowsUpserted: 10,
      rowsRemoved: 2,
    });
    expect(await book.listingRow('MLB9', '2026-11-12')).toBeNull();
    expect(await book.listingRow('MLB1', '2026-11-03')).toBeNull();
    expect(await book.listingRow('MLB1', '2026-11-10')).toMatchObject({ orders: 9 });
    expect(await rebuild(book.tenantId)).toEqual({ ...first, rowsUpserted: 0, rowsRemoved: 0 });
    expect(first.maxDateAfterRebuild).toBe('2026-11-20');
  });

  it('touches no row of another tenant', async () => {
    const [mine, other] = [await openReadBook(), await openReadBook()];
    for (const book of [mine, other]) await book.listing('MLB1', { created: '2026-10-01T12:00:00Z' });
    await rebuild(mine.tenantId);
    expect(await other.listingDays('MLB1')).toEqual([]);
    await rebuild(other.tenantId);
    expect((await other.listingDays('MLB1')).length).toBe(11);
  });
});
