import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { daysIn, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { getListingRanking } from './get-listing-ranking.ts';
import { getMetricSeries } from './get-metric-series.ts';
import { getMetricTotals } from './get-metric-totals.ts';

const now = new Date('2026-11-20T15:00:00Z');
const window = { from: parseBusinessDay('2026-11-18'), to: parseBusinessDay('2026-11-20') };

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let book: Awaited<ReturnType<typeof openFactBook>>;
beforeAll(async () => {
  test = await createTestDatabase();
  book = await openFactBook(test.db);
  // The 18th was never read; the 19th has two sales and 10 visits, the 20th one sale and visits that nobody read.
  await book.readOrders('2026-11-19T03:00:00Z', now.toISOString());
  await book.listing('MLB1', { created: '2026-10-01T12:00:00Z' });
  await book.listing('MLB2', { created: '2026-10-01T12:00:00Z' });
  const sale = { shipment: null, tags: ['no_shipping'] };
  await book.order({ ...sale, id: 1, closed: '2026-11-19T12:00:00Z', lines: [{ listing: 'MLB1', price: 30, fee: 3 }] });
  await book.order({
    ...sale,
    id: 2,
    closed: '2026-11-19T13:00:00Z',
    lines: [{ listing: 'MLB1', price: 10, fee: null }],
  });
  await book.order({
    ...sale,
    id: 3,
    closed: '2026-11-20T12:00:00Z',
    status: 'cancelled',
    lines: [{ listing: 'MLB2', price: 5 }],
  });
  await book.visits('MLB1', '2026-11-19', 10);
  await query(test.db, `insert into account_visits values ($1, $2, '2026-11-19', 40, $3)`, {
    bind: [book.tenantId, book.connectionId, now],
  });
  await rebuildDays(test.db, book.tenantId, { days: daysIn(window), now });
});
afterAll(() => test.drop());

const all = { window, connectionId: null };

describe('queries of the screen', () => {
  it('totals add what is known and say how much of it that is', async () => {
    expect(await getMetricTotals(test.db, book.tenantId, all)).toMatchObject({
      days: { known: 2, expected: 3 },
      orders: 3,
      gmv_cents: 4500,
      cancelledOrders: 1,
      cancelledAmount_cents: 500,
      saleFee_cents: { value: 0, known: 1, expected: 3 },
      visits: { value: 40, known: 1, expected: 3 },
      averageTicket_cents: 1500,
    });
  });

  it('a ratio takes orders only of days whose visits are known, and there is none without a denominator', async () => {
    const totals = await getMetricTotals(test.db, book.tenantId, all);
    expect(totals.conversion).toBeCloseTo(2 / 40);
    expect(totals.cancellationRate).toBeCloseTo(1 / 3);
    const empty = await getMetricTotals(test.db, randomUUID(), all);
    expect(empty).toMatchObject({ orders: 0, conversion: null, averageTicket_cents: null, cancellationRate: null });
  });

  it('a series has every day of the window, and nulls where nothing is known', async () => {
    const days = await getMetricSeries(test.db, book.tenantId, all);
    expect(days.map(({ date, known, orders, visits }) => ({ date, known, orders, visits }))).toEqual([
      { date: '2026-11-18', known: false, orders: null, visits: null },
      { date: '2026-11-19', known: true, orders: 2, visits: 40 },
      { date: '2026-11-20', known: true, orders: 1, visits: null },
    ]);
  });

  it('a day of which one of two accounts is missing is not known', async () => {
    await query(
      test.db,
      `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
       values ($1, $2, 99, 'MLB', 'BRL', 'active', $3, $3)`,
      { bind: [book.tenantId, randomUUID(), now] },
    );
    const days = await getMetricSeries(test.db, book.tenantId, all);
    expect(days.map((day) => day.known)).toEqual([false, false, false]);
    const own = await getMetricSeries(test.db, book.tenantId, { window, connectionId: book.connectionId });
    expect(own.map((day) => day.known)).toEqual([false, true, true]);
  });

  it('a ranking sorts by any column with the unknown last, pages, and finds by a part of the name', async () => {
    const rank = (asked: object) =>
      getListingRanking(test.db, book.tenantId, {
        ...all,
        today: window.to,
        sort: 'gmv',
        direction: 'desc',
        limit: 50,
        offset: 0,
        search: null,
        ...asked,
      });
    const ids = async (asked: object) => (await rank(asked)).rows.map((row) => row.listingId);
    expect(await ids({})).toEqual(['MLB1', 'MLB2']);
    expect(await ids({ direction: 'asc' })).toEqual(['MLB2', 'MLB1']);
    expect(await ids({ sort: 'visits', direction: 'asc' })).toEqual(['MLB1', 'MLB2']);
    expect(await ids({ limit: 1, offset: 1 })).toEqual(['MLB2']);
    expect(await rank({ search: 'mlb2' })).toMatchObject({ total: 1, rows: [{ listingId: 'MLB2', conversion: null }] });
    expect((await rank({})).rows[0]).toMatchObject({ visits: { value: 10, known: 1, expected: 2 }, conversion: 0.2 });
    expect(await rank({ offset: 50 })).toEqual({ total: 2, rows: [] });
  });
});
