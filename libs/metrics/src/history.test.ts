import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, daysIn, lastDays, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMetrics } from './oracle/read-metrics.ts';
import { getListingHistory } from './queries/get-listing-history.ts';
import { getListingRanking } from './queries/get-listing-ranking.ts';
import { getMetricComparison } from './queries/get-metric-comparison.ts';
import { getMetricSeries } from './queries/get-metric-series.ts';
import { getMetricTotals } from './queries/get-metric-totals.ts';
import { getStockCover } from './queries/get-stock-cover.ts';
import type { MetricsFilter } from './queries/metrics-filter.ts';
import { rebuildDays } from './rebuild/rebuild-days.ts';
import { openFactBook } from './testing/fact-book.ts';

/**
 * What went wrong in production with the system before this one, by its number, as far as the deriving of numbers and the asking for
 * them are concerned; each of these tests is the property that makes it impossible here.
 */
const now = new Date('2026-11-20T15:00:00Z');
const today = parseBusinessDay('2026-11-20');
const timeZone = 'America/Sao_Paulo';
const tags = ['no_shipping'];

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** Orders are read from the start of 10 November in São Paulo until now. */
async function openReadBook() {
  const book = await openFactBook(test.db);
  await book.readOrders('2026-11-10T03:00:00Z', now.toISOString());
  return book;
}
const rebuild = (tenantId: string, from = '2026-11-10', to = '2026-11-20') =>
  rebuildDays(test.db, tenantId, { days: daysIn({ from: parseBusinessDay(from), to: parseBusinessDay(to) }), now });
const filterOf = (days: number, connectionId: string | null = null): MetricsFilter => ({
  window: lastDays(today, days),
  connectionId,
});

describe('days that the predecessor cut wrongly', () => {
  it('row 18: no rebuild of a part of the days makes its first or last day smaller, whenever the orders of it were made and paid', async () => {
    const book = await openReadBook();
    const lines = [{ listing: 'MLB1', price: 10 }];
    for (const [index, day] of ['12', '13', '14', '15'].entries()) {
      // One at each edge of the day and one within.
      for (const [nth, closed] of [`${day}T03:00:00Z`, `${day}T15:00:00Z`, `${Number(day) + 1}T02:59:59Z`].entries()) {
        const refunds = [{ status: 'approved', refunded: 0 }];
        await book.order({ id: index * 10 + nth, closed: `2026-11-${closed}`, tags, lines, refunds });
      }
    }
    const moved = [
      `update orders set date_created = date_closed - interval '3 days' where tenant_id = $1`,
      `update order_payments set date_approved = '2026-11-19T12:00:00Z' where tenant_id = $1`,
    ];
    for (const sql of moved) await query(test.db, sql, { bind: [book.tenantId] });
    await rebuild(book.tenantId);
    const whole = await readMetrics(test.db, book.tenantId);
    const days = ['2026-11-12', '2026-11-13', '2026-11-14', '2026-11-15'];
    for (const day of days) expect(await book.accountRow(day)).toMatchObject({ orders: 3, gmv: '30.00' });
    for (const [index, from] of days.entries()) {
      for (const to of days.slice(index)) {
        expect(await rebuild(book.tenantId, from, to)).toMatchObject({ rowsUpserted: 0, rowsRemoved: 0 });
      }
    }
    expect(await readMetrics(test.db, book.tenantId)).toEqual(whole);
  });

  it('row 23: a sale of a listing that nobody knows, or that closed before, is in its day, and the listings add up to the account', async () => {
    const book = await openReadBook();
    await book.listing('MLB2', { created: '2026-11-01T12:00:00Z', closed: '2026-11-11T12:00:00Z' });
    const closed = '2026-11-14T12:00:00Z';
    await book.order({ id: 1, closed, tags, lines: [{ listing: 'MLB1', price: 10 }] });
    await book.order({ id: 2, closed, tags, lines: [{ listing: 'MLB2', price: 20, quantity: 2 }] });
    await rebuild(book.tenantId);
    expect(await book.listingRow('MLB1', '2026-11-14')).toMatchObject({ orders: 1, gmv: '10.00' });
    expect(await book.listingRow('MLB2', '2026-11-14')).toMatchObject({ orders: 1, gmv: '40.00' });
    expect(await book.accountRow('2026-11-14')).toMatchObject({ orders: 2, units: 3, gmv: '50.00' });
    // What becomes known of it later belongs to the same listing.
    await book.listing('MLB1', { created: '2026-11-13T12:00:00Z' });
    await rebuild(book.tenantId);
    expect(await book.listingRow('MLB1', '2026-11-14')).toMatchObject({ orders: 1, gmv: '10.00' });
    expect(await book.listingRow('MLB1', '2026-11-15')).toMatchObject({ orders: 0, gmv: '0.00' });
  });

  it('row 30: visits that are known of a day whose orders nobody read make no row of zero orders', async () => {
    const book = await openReadBook();
    await book.listing('MLB1', { created: '2026-10-01T12:00:00Z' });
    await book.visits('MLB1', '2026-11-05', 7);
    await book.accountVisits('2026-11-05', 7);
    await rebuild(book.tenantId, '2026-11-01');
    expect(await book.listingRow('MLB1', '2026-11-05')).toBeNull();
    expect(await book.accountRow('2026-11-05')).toBeNull();
    const { days, visits } = await getMetricTotals(test.db, book.tenantId, filterOf(20));
    expect([days, visits]).toEqual([
      { known: 11, expected: 20 },
      { value: null, known: 0, expected: 20 },
    ]);
  });

  it('row 49: a listing under review has a row on each of its days, as one that is paused has', async () => {
    const book = await openReadBook();
    for (const status of ['under_review', 'paused', 'hibernating']) {
      await book.listing(status, { created: '2026-11-01T12:00:00Z', status });
    }
    await rebuild(book.tenantId);
    for (const status of ['under_review', 'paused', 'hibernating']) {
      expect(await book.listingDays(status)).toHaveLength(11);
    }
    expect(await book.accountRow('2026-11-20')).toMatchObject({ listings_expected: 3 });
  });
});

describe('numbers that the predecessor made of other numbers', () => {
  it('row 24: an order of several listings is one order of the account, in its totals, its days and its comparison', async () => {
    const book = await openReadBook();
    const lines = ['MLB1', 'MLB2', 'MLB3', 'MLB1'].map((listing) => ({ listing, price: 25 }));
    for (const [id, day] of [14, 16, 18, 19].entries()) {
      await book.order({ id, closed: `2026-11-${day}T12:00:00Z`, tags, lines });
    }
    await rebuild(book.tenantId);
    // Four days, of which two had the order: the 17th to the 20th, and before them the 13th to the 16th.
    const filter = filterOf(4);
    const totals = await getMetricTotals(test.db, book.tenantId, filter);
    expect(totals).toMatchObject({ orders: 2, units: 8, gmv_cents: 20_000, averageTicket_cents: 10_000 });
    const series = await getMetricSeries(test.db, book.tenantId, filter);
    expect(series.map(({ orders }) => orders)).toEqual([0, 1, 1, 0]);
    const compared = await getMetricComparison(test.db, book.tenantId, { filter, timeZone, now });
    expect(compared).toMatchObject({
      orders: { current: 2, previous: 2, change: 0 },
      averageTicket_cents: { current: 10_000, previous: 10_000 },
    });
    const order = { sort: 'orders', direction: 'desc', limit: 50, offset: 0, search: null } as const;
    const { rows } = await getListingRanking(test.db, book.tenantId, { ...filter, today, ...order });
    expect(rows.map(({ listingId, orders }) => [listingId, orders])).toEqual([
      ['MLB1', 2],
      ['MLB2', 2],
      ['MLB3', 2],
    ]);
  });

  it('row 25: a conversion follows its orders at once, is none without visits, and stands in no column', async () => {
    const book = await openReadBook();
    await book.listing('MLB1', { created: '2026-11-01T12:00:00Z' });
    await book.visits('MLB1', '2026-11-19', 10);
    await book.accountVisits('2026-11-19', 10);
    const lines = [{ listing: 'MLB1', price: 10 }];
    const conversions = async (day: string) => {
      await rebuild(book.tenantId);
      const window = { from: parseBusinessDay(day), to: parseBusinessDay(day) };
      const order = { sort: 'gmv', direction: 'desc', limit: 50, offset: 0, search: null } as const;
      const filter = { window, connectionId: null };
      const { rows } = await getListingRanking(test.db, book.tenantId, { ...filter, today, ...order });
      const history = await getListingHistory(test.db, book.tenantId, { listingId: 'MLB1', window, timeZone });
      const { conversion } = await getMetricTotals(test.db, book.tenantId, filter);
      return [conversion, rows[0]?.conversion, history?.days[0]?.conversion];
    };
    await book.order({ id: 1, closed: '2026-11-19T12:00:00Z', tags, lines });
    expect(await conversions('2026-11-19')).toEqual([0.1, 0.1, 0.1]);
    await book.order({ id: 2, closed: '2026-11-19T13:00:00Z', tags, lines });
    expect(await conversions('2026-11-19')).toEqual([0.2, 0.2, 0.2]);
    await book.order({ id: 3, closed: '2026-11-18T12:00:00Z', tags, lines });
    expect(await conversions('2026-11-18')).toEqual([null, null, null]);
    const stored = await query(
      test.db,
      `select table_name, column_name from information_schema.columns
       where table_schema = 'public' and table_name ~ 'metrics' and column_name ~ 'conver|ctr|rate|ticket|ratio|percent|share'`,
    );
    expect(stored).toEqual([]);
  });

  it('row 33: more orders than visits are a number like others, and every number stands for one day', async () => {
    const book = await openReadBook();
    const lines = [{ listing: 'MLB1', price: 99_999_999.99, quantity: 99 }];
    for (let id = 1; id <= 30; id++) await book.order({ id, closed: '2026-11-19T12:00:00Z', tags, lines });
    await book.accountVisits('2026-11-19', 2);
    await rebuild(book.tenantId);
    expect(await getMetricTotals(test.db, book.tenantId, filterOf(2))).toMatchObject({
      orders: 30,
      units: 2_970,
      gmv_cents: 2_970 * 9_999_999_999,
      conversion: 15,
    });
    const keys = await query<{ table_name: string; key: string }>(
      test.db,
      `select k.table_name, string_agg(k.column_name, ', ' order by k.ordinal_position) as key
       from information_schema.key_column_usage k join information_schema.table_constraints c using (constraint_name, table_name)
       where c.constraint_type = 'PRIMARY KEY' and k.table_name in ('listing_metrics_daily', 'account_metrics_daily')
       group by 1 order by 1`,
    );
    expect(keys).toEqual([
      { table_name: 'account_metrics_daily', key: 'tenant_id, connection_id, date' },
      { table_name: 'listing_metrics_daily', key: 'tenant_id, listing_id, date' },
    ]);
  });

  it('row 35: there is no change of anything while one of the days before is not known', async () => {
    const book = await openFactBook(test.db);
    // Of the two windows of two days, the 17th to the 20th, all but the 17th is read.
    await book.readOrders('2026-11-18T03:00:00Z', now.toISOString());
    const lines = [{ listing: 'MLB1', price: 10 }];
    for (const [id, day] of [18, 19, 20].entries()) {
      await book.order({ id, closed: `2026-11-${day}T12:00:00Z`, tags, lines });
    }
    const compare = async () => {
      await rebuild(book.tenantId, '2026-11-17');
      const compared = await getMetricComparison(test.db, book.tenantId, { filter: filterOf(2), timeZone, now });
      return Object.values(compared).flatMap((one) => (typeof one === 'object' && 'change' in one ? [one] : []));
    };
    const before = await compare();
    expect(before.length).toBeGreaterThan(5);
    for (const { previous, change } of before) expect({ previous, change }).toEqual({ previous: null, change: null });
    await book.readOrders('2026-11-17T03:00:00Z', '2026-11-18T03:00:00Z');
    expect(await compare()).toContainEqual({ current: 2, previous: 1, change: 1 });
  });
});

describe('filters of the screen', () => {
  /** Two accounts, each with sales in a window of five days, in the one before, and in the last two days; no two are alike. */
  async function openTwoAccounts() {
    const book = await openReadBook();
    const run = (sql: string, bind: unknown[]) => query(test.db, sql, { bind: [book.tenantId, ...bind] });
    const second = randomUUID();
    await run(
      `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
       select tenant_id, $2, seller_id + 1, site_id, currency, status, status_at, created_at from connections where tenant_id = $1`,
      [second],
    );
    await run(
      `insert into source_coverage (tenant_id, connection_id, source, covered, covered_through)
       select tenant_id, $2, source, covered, covered_through from source_coverage where tenant_id = $1`,
      [second],
    );
    const sales = [
      { listing: 'MLB1', day: 12, price: 2, quantity: 1 },
      { listing: 'MLB1', day: 16, price: 3, quantity: 2 },
      { listing: 'MLB1', day: 16, price: 5, quantity: 1, status: 'cancelled' },
      { listing: 'MLB1', day: 19, price: 7, quantity: 1 },
      { listing: 'MLB2', day: 12, price: 11, quantity: 1 },
      { listing: 'MLB2', day: 17, price: 13, quantity: 3 },
      { listing: 'MLB2', day: 17, price: 17, quantity: 1, status: 'cancelled' },
      { listing: 'MLB2', day: 18, price: 17, quantity: 1, status: 'cancelled' },
      { listing: 'MLB2', day: 19, price: 19, quantity: 1 },
    ];
    for (const [id, { listing, day, price, quantity, status = 'paid' }] of sales.entries()) {
      const lines = [{ listing, price, quantity, fee: 0.1 }];
      await book.order({ id, closed: `2026-11-${day}T12:00:00Z`, tags, lines, status });
    }
    for (const [nth, connectionId] of [book.connectionId, second].entries()) {
      const listing = `MLB${nth + 1}`;
      await book.listing(listing, { created: '2026-11-01T12:00:00Z' });
      await book.sighting(listing, '2026-11-19T12:00:00Z', { stock: 5 + nth });
      for (const day of daysIn(lastDays(today, 10))) {
        await run(
          'insert into account_visits (tenant_id, connection_id, day, visits, read_at) values ($1, $2, $3, $4, $5)',
          [connectionId, day, 50 + nth, now],
        );
      }
      await run('update listings set connection_id = $2 where tenant_id = $1 and listing_id = $3', [
        connectionId,
        listing,
      ]);
      await run(
        `update orders o set connection_id = $2 from order_lines l
         where o.tenant_id = $1 and l.tenant_id = o.tenant_id and l.order_id = o.order_id and l.listing_id = $3`,
        [connectionId, listing],
      );
    }
    await rebuild(book.tenantId);
    return { tenantId: book.tenantId, accounts: [book.connectionId, second] as const };
  }

  /** Everything that the screen shows of a window. */
  async function show(tenantId: string, filter: MetricsFilter) {
    const order = { sort: 'gmv', direction: 'desc', limit: 50, offset: 0, search: null } as const;
    const { connectionId } = filter;
    const totals = await getMetricTotals(test.db, tenantId, filter);
    const series = await getMetricSeries(test.db, tenantId, filter);
    const { rows } = await getListingRanking(test.db, tenantId, { ...filter, today, ...order });
    const compared = await getMetricComparison(test.db, tenantId, { filter, timeZone, now });
    const stock = await getStockCover(test.db, tenantId, { today, connectionId, listingIds: null, limit: 50 });
    const parts = { series, rows, comparedOrders: compared.orders, comparedRevenue: compared.gmv_cents };
    return { totals, parts, inStock: stock.map(({ listingId }) => listingId).sort() };
  }

  it('row 37: the account and the period change every number, every day, every comparison and every listing', async () => {
    const { tenantId, accounts } = await openTwoAccounts();
    const all = await show(tenantId, filterOf(5));
    const first = await show(tenantId, filterOf(5, accounts[0]));
    const second = await show(tenantId, filterOf(5, accounts[1]));
    const shorter = await show(tenantId, filterOf(2));
    const tiles = [
      'gmv_cents',
      'orders',
      'units',
      'visits',
      'conversion',
      'averageTicket_cents',
      'netRevenue_cents',
      'cancelledAmount_cents',
      'cancelledOrders',
    ] as const;
    for (const [one, another] of [
      [first, second],
      [all, first],
      [all, shorter],
    ] as const) {
      for (const name of tiles) expect(one.totals[name], name).not.toEqual(another.totals[name]);
      for (const name of ['series', 'rows', 'comparedOrders', 'comparedRevenue'] as const) {
        expect(one.parts[name], name).not.toEqual(another.parts[name]);
      }
    }
    // And to what the filter says, not to something else.
    expect([all, first, second, shorter].map(({ totals }) => totals.orders)).toEqual([7, 3, 4, 2]);
    expect([all, first, second].map(({ inStock }) => inStock)).toEqual([['MLB1', 'MLB2'], ['MLB1'], ['MLB2']]);
    expect(first.parts.rows.map(({ listingId }) => listingId)).toEqual(['MLB1']);
    expect(shorter.parts.series.map(({ date }) => date)).toEqual([addDays(today, -1), today]);
  });
});
