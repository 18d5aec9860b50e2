import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, daysIn, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyFacts } from '../oracle/any-facts.ts';
import type { Facts } from '../oracle/facts.ts';
import { readMetrics } from '../oracle/read-metrics.ts';
import type { MetricRow } from '../oracle/tell-metrics.ts';
import { writeFacts } from '../oracle/write-facts.ts';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { forgetCorrections } from './forget-corrections.ts';
import { listCorrections } from './list-corrections.ts';
import { listDaysAsOf } from './list-days-as-of.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const stage = { timeZone: 'America/Sao_Paulo', first: parseBusinessDay('2026-10-29'), days: 6 };
const window = { from: addDays(stage.first, -1), to: addDays(stage.first, stage.days) };
const { timeZone } = stage;
/** Noon, so many days after the last day of the facts. */
const daysLater = (count: number) =>
  new Date(startOfBusinessDay(addDays(stage.first, stage.days + count), timeZone).getTime() + 12 * 3_600_000);
const every = { window, connectionId: null, timeZone };

/** The cells of a row as the book tells them. */
const cellsOf = ({ date, listing_id: _listing, provisional: _provisional, ...cells }: MetricRow) => ({
  date,
  cells: Object.fromEntries(
    Object.entries(cells).map(([name, value]) => [
      name,
      typeof value === 'string' && MONEY.has(name) ? Number(value) : value,
    ]),
  ),
});
const MONEY = new Set([
  'gmv',
  'cancelled_amount',
  'refunded_amount',
  'sale_fee',
  'seller_shipping',
  'net_revenue',
  'price',
]);

/** Every settled row that stands, of the accounts and of each listing, in the order in which the book tells them. */
async function snapshot(tenantId: string) {
  const { accountDays, listingDays } = await readMetrics(test.db, tenantId);
  const settled = (rows: readonly MetricRow[]) => rows.filter((row) => row.provisional === false).map(cellsOf);
  const perListing = Object.groupBy(listingDays, (row) => String(row.listing_id));
  return {
    account: settled(accountDays),
    listings: Object.fromEntries(
      Object.entries(perListing)
        .map(([id, rows]) => [id, settled(rows ?? [])] as const)
        .filter(([, rows]) => rows.length > 0),
    ),
  };
}

async function asOf(tenantId: string, instant: Date, listingIds: readonly string[]) {
  const told = (listingId: string | null) => listDaysAsOf(test.db, tenantId, { ...every, listingId, asOf: instant });
  const listings: Record<string, unknown[]> = {};
  for (const id of listingIds) {
    const rows = await told(id);
    if (rows.length > 0) listings[id] = rows;
  }
  return { account: await told(null), listings };
}

/** The same sellers with the same days read, and everything else as `changed` has it; every order told whole. */
const changeOf = (before: Facts, changed: Facts): Facts => ({
  ...before,
  connections: before.connections.map((connection, index) => ({
    ...connection,
    ...changed.connections[index],
    orders: (changed.connections[index]?.orders ?? connection.orders).map((order) => ({ ...order, missing: [] })),
    connectionId: connection.connectionId,
    covered: connection.covered,
  })),
});

describe('the book of corrections', () => {
  it('shows any report as it stood: with the later corrections taken back, each row is what it was at that instant', async () => {
    let corrections = 0;
    await fc.assert(
      fc.asyncProperty(
        anyFacts(stage),
        fc.array(anyFacts(stage), { minLength: 1, maxLength: 3 }),
        async (first, later) => {
          const tenantId = randomUUID();
          const states = [changeOf(first, first), ...later.map((facts) => changeOf(first, facts))];
          const stood: { at: Date; what: Awaited<ReturnType<typeof snapshot>> }[] = [];
          const listingIds = new Set<string>();
          for (const [index, facts] of states.entries()) {
            await writeFacts(test.db, tenantId, facts);
            await rebuildDays(test.db, tenantId, { days: daysIn(window), now: daysLater(10 + index) });
            const what = await snapshot(tenantId);
            for (const id of Object.keys(what.listings)) listingIds.add(id);
            stood.push({ at: daysLater(10 + index), what });
          }
          for (const { at, what } of stood) expect(await asOf(tenantId, at, [...listingIds])).toEqual(what);
          const rows = await query(test.db, 'select from metrics_corrections where tenant_id = $1', {
            bind: [tenantId],
          });
          corrections += rows.length;
        },
      ),
      { numRuns: 15 },
    );
    expect(corrections).toBeGreaterThan(20);
  });

  it('has the columns that differ, old and new, when, and which run; nothing while figures are provisional, and nothing of a first calculation', async () => {
    const book = await openFactBook(test.db);
    await book.readOrders('2026-11-10T03:00:00Z', '2026-11-20T15:00:00Z');
    const sale = { shipment: null, tags: ['no_shipping'] };
    const order = (status: string, closed: string, id: number) =>
      book.order({ ...sale, id, status, closed, lines: [{ listing: 'MLB1', price: 30, fee: 3 }] });
    await order('paid', '2026-11-12T12:00:00Z', 1);
    await order('paid', '2026-11-20T12:00:00Z', 2);
    const november = { from: parseBusinessDay('2026-11-10'), to: parseBusinessDay('2026-11-20') };
    const rebuild = (instant: string, jobLogId: string) =>
      rebuildDays(test.db, book.tenantId, { days: daysIn(november), now: new Date(instant), jobLogId });
    const told = (listingId: string | null) =>
      listCorrections(test.db, book.tenantId, {
        window: november,
        connectionId: null,
        listingId,
        limit: 10,
        before: null,
      });
    await rebuild('2026-11-20T15:00:00Z', randomUUID());
    expect([...(await told(null)), ...(await told('MLB1'))]).toEqual([]);

    await query(test.db, `update orders set status = 'cancelled' where tenant_id = $1`, { bind: [book.tenantId] });
    const jobLogId = randomUUID();
    await rebuild('2026-11-20T16:00:00Z', jobLogId);
    const correction = {
      correctionId: expect.any(String),
      date: '2026-11-12',
      connectionId: book.connectionId,
      correctedAt: new Date('2026-11-20T16:00:00Z'),
      jobLogId,
      old: { cancelled_orders: 0, cancelled_units: 0, cancelled_amount: 0, sale_fee: 3, net_revenue: 27 },
      new: { cancelled_orders: 1, cancelled_units: 1, cancelled_amount: 30, sale_fee: 0, net_revenue: 0 },
    };
    expect(await told(null)).toEqual([{ ...correction, listingId: null }]);
    expect(await told('MLB1')).toEqual([{ ...correction, listingId: 'MLB1' }]);
    await rebuild('2026-11-20T17:00:00Z', randomUUID());
    expect(await told(null)).toHaveLength(1);

    // A row that comes to a settled day, and goes again.
    await book.order({
      ...sale,
      id: 3,
      closed: '2026-11-12T13:00:00Z',
      lines: [{ listing: 'MLB2', price: 5, fee: 1 }],
    });
    await rebuild('2026-11-20T18:00:00Z', jobLogId);
    await query(test.db, `update orders set tags = '{test_order}' where tenant_id = $1 and order_id = 3`, {
      bind: [book.tenantId],
    });
    await rebuild('2026-11-20T19:00:00Z', jobLogId);
    const row = expect.objectContaining({ orders: 1, gmv: 5, connection_id: book.connectionId });
    expect(await told('MLB2')).toMatchObject([
      { old: row, new: null },
      { old: null, new: row },
    ]);
  });

  it('forgets what was entered before an instant, and every entry of a day that is not kept any more', async () => {
    const book = await openFactBook(test.db);
    await book.readOrders('2026-11-10T03:00:00Z', '2026-11-20T15:00:00Z');
    const add = (instant: string) =>
      query(
        test.db,
        `insert into metrics_corrections (tenant_id, date, connection_id, corrected_at) values ($1, '2026-11-12', $2, $3)`,
        { bind: [book.tenantId, book.connectionId, instant] },
      );
    await add('2025-10-16T14:59:59Z');
    await add('2025-10-16T15:00:00Z');
    const before = new Date('2025-10-16T15:00:00Z');
    expect(await forgetCorrections(test.db, book.tenantId, { before, firstDay: null })).toBe(1);
    const left = await query(test.db, 'select corrected_at from metrics_corrections where tenant_id = $1', {
      bind: [book.tenantId],
    });
    expect(left).toEqual([{ corrected_at: before }]);
    const forget = (firstDay: string) =>
      forgetCorrections(test.db, book.tenantId, { before, firstDay: parseBusinessDay(firstDay) });
    expect([await forget('2026-11-12'), await forget('2026-11-13')]).toEqual([0, 1]);
  });
});
