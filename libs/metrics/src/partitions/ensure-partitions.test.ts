import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, daysIn, parseBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { ensurePartitions } from './ensure-partitions.ts';
import { monthsOf } from './months-of.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

const day = parseBusinessDay;
const listPartitions = async () =>
  (
    await query<{ name: string }>(
      test.db,
      `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'listing_metrics_daily'::regclass order by 1`,
    )
  ).map(({ name }) => name.replace('listing_metrics_daily_', ''));

describe('the months of a table of metrics', () => {
  it('a month begins without housekeeping: the rebuild of its first day finds a place for its rows', async () => {
    const book = await openFactBook(test.db);
    await book.listing('MLB1', { created: '2026-11-01T12:00:00Z' });
    await book.readOrders('2026-11-01T03:00:00Z', '2027-12-31T15:00:00Z');
    for (const today of ['2026-11-30', '2026-12-01', '2027-04-01', '2027-12-31'].map(day)) {
      const now = new Date(`${today}T15:00:00Z`);
      const { maxDateAfterRebuild } = await rebuildDays(test.db, book.tenantId, { days: [today], now });
      expect(maxDateAfterRebuild).toBe(today);
    }
    expect(await listPartitions()).toEqual([
      '2026_11',
      '2026_12',
      '2027_01',
      '2027_02',
      '2027_03',
      '2027_04',
      '2027_05',
      '2027_06',
      '2027_07',
      '2027_12',
      '2028_01',
      '2028_02',
      '2028_03',
    ]);
  });

  it('a first reading of 36 months has a row for each day of them', async () => {
    const book = await openFactBook(test.db);
    await book.listing('MLB1', { created: '2020-01-01T12:00:00Z' });
    await book.readOrders('2023-11-21T03:00:00Z', '2026-11-20T15:00:00Z');
    const days = daysIn({ from: addDays(day('2026-11-20'), -1095), to: day('2026-11-20') });
    const now = new Date('2026-11-20T15:00:00Z');
    expect(await rebuildDays(test.db, book.tenantId, { days, now })).toMatchObject({ rowsUpserted: 1096 });
    expect(await listPartitions()).toHaveLength(37 + 3);
  });

  it('two writers that need the same new months at once both go on', async () => {
    const days = [day('2026-10-31'), day('2026-11-01')];
    await Promise.all([1, 2, 3, 4].map(() => ensurePartitions(test.db, days)));
    expect(await listPartitions()).toEqual(['2026_10', '2026_11', '2026_12', '2027_01', '2027_02']);
  });

  it('a month is made while somebody writes rows of another', async () => {
    const book = await openFactBook(test.db);
    await ensurePartitions(test.db, [day('2026-01-15')]);
    const hold = await test.db.sequelize.transaction();
    await query(
      test.db,
      `insert into listing_metrics_daily (tenant_id, listing_id, date, connection_id, orders, units, gmv, cancelled_orders,
         cancelled_units, cancelled_amount, refunded_amount, provisional, rebuilt_at)
       values ($1, 'MLB1', '2026-01-15', $2, 0, 0, 0, 0, 0, 0, 0, false, now())`,
      { bind: [book.tenantId, book.connectionId], transaction: hold },
    );
    await ensurePartitions(test.db, [day('2026-11-20')]);
    await hold.commit();
    expect(await listPartitions()).toContain('2026_11');
  });

  it('the rows of a tenant go with it, and those of its neighbour stay', async () => {
    const now = new Date('2026-11-20T15:00:00Z');
    const books = [await openFactBook(test.db), await openFactBook(test.db)];
    for (const [index, book] of books.entries()) {
      await book.listing(`MLB${index}`, { created: '2026-11-19T12:00:00Z' });
      await book.readOrders('2026-11-19T03:00:00Z', now.toISOString());
      await rebuildDays(test.db, book.tenantId, { days: [day('2026-11-20')], now });
    }
    await query(test.db, 'delete from tenants where tenant_id = $1', { bind: [books[0]?.tenantId] });
    expect(await query(test.db, 'select tenant_id from listing_metrics_daily')).toEqual([
      { tenant_id: books[1]?.tenantId },
    ]);
  });

  it('each day has its month, and none comes twice or out of order', () => {
    const anyDays = fc.array(
      fc.integer({ min: 0, max: 20_000 }).map((count) => addDays(day('2000-01-01'), count)),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(anyDays, fc.nat(4), (days, ahead) => {
        const months = monthsOf(days, { ahead });
        expect(months).toEqual([...new Set(months)].sort());
        for (const one of days) expect(months).toContain(`${one.slice(0, 7)}-01`);
        expect(months.length).toBe(new Set(days.map((one) => one.slice(0, 7))).size + ahead);
      }),
    );
    expect(monthsOf([], { ahead: 3 })).toEqual([]);
  });
});
