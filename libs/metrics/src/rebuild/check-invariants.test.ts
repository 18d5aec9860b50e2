import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { daysIn, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMetrics } from '../oracle/read-metrics.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { interfere, statement } from '../testing/interfere.ts';
import { rebuildDays } from './rebuild-days.ts';
import { listStaleDays } from './stale-days.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const now = new Date('2026-11-20T15:00:00Z');
const days = daysIn({ from: parseBusinessDay('2026-11-16'), to: parseBusinessDay('2026-11-20') });
const STAGED = 'insert into rebuild_account_days';

/** Two listings, one order of both with a known freight and one whose freight nobody read; rebuilt once, then changed. */
async function openRebuiltBook() {
  const book = await openFactBook(test.db);
  await book.readOrders('2026-11-10T03:00:00Z', now.toISOString());
  await book.listing('MLB1', { created: '2026-11-01T12:00:00Z' });
  const lines = [
    { listing: 'MLB1', price: 10, fee: 1 },
    { listing: 'MLB2', price: 20, fee: 2 },
  ];
  await book.order({ id: 1, closed: '2026-11-17T12:00:00Z', shipment: 5, lines });
  await book.order({ id: 2, closed: '2026-11-18T12:00:00Z', shipment: 6, lines: lines.slice(0, 1) });
  await book.freight(5, 3);
  await rebuildDays(test.db, book.tenantId, { days, now });
  await book.order({ id: 3, closed: '2026-11-19T12:00:00Z', tags: ['no_shipping'], lines });
  return book;
}

const faults = [
  {
    what: 'a row that stands twice',
    // Before the index of these rows is made, which would refuse it by itself.
    after: 'insert into rebuild_listing_days',
    sql: 'insert into rebuild_listing_days select * from rebuild_listing_days limit 1',
    invariant: 'one-row-per-listing-and-day',
  },
  {
    what: 'a row of tomorrow',
    sql: `update rebuild_listing_days set date = '2026-11-21' where date = '2026-11-20'`,
    invariant: 'nothing-after-today',
  },
  {
    what: 'an amount that no order item explains',
    sql: `update rebuild_listing_days set gmv = gmv + 0.01 where listing_id = 'MLB1' and date = '2026-11-17'`,
    invariant: 'listings-add-up-to-order-items',
  },
  {
    what: 'a fee of the account that its listings do not have',
    sql: `update rebuild_account_days set sale_fee = sale_fee + 0.01 where date = '2026-11-17'`,
    invariant: 'account-is-the-sum-of-its-listings',
  },
  {
    what: 'an order that the account counts once per listing',
    sql: `update rebuild_account_days set orders = 2 where date = '2026-11-17'`,
    invariant: 'account-counts-an-order-once',
  },
  {
    what: 'a row of a day before the listing lived',
    sql: `update rebuild_listing_days set listing_id = 'MLB2' where listing_id = 'MLB1' and date = '2026-11-16'`,
    invariant: 'no-row-without-reason',
  },
  {
    what: 'a zero for visits that nobody read',
    sql: `update rebuild_listing_days set visits = 0 where date = '2026-11-16'`,
    invariant: 'unknown-where-nothing-was-read',
  },
  {
    what: 'a zero for a freight that nobody read',
    sql: `update rebuild_listing_days set seller_shipping = 0 where date = '2026-11-18'`,
    invariant: 'unknown-where-a-freight-was-not-read',
  },
];

describe('what is computed is published only if every check holds', () => {
  it.each(faults)('$what is never published, and the run names it', async ({ sql, invariant, after = STAGED }) => {
    const book = await openRebuiltBook();
    const before = await readMetrics(test.db, book.tenantId);
    const spoiled = interfere(test.db, { after, act: statement(test.db, sql) });
    await expect(rebuildDays(spoiled, book.tenantId, { days, now })).rejects.toMatchObject({
      code: 'invariant_broken',
      message: expect.stringContaining(invariant),
    });
    expect(await readMetrics(test.db, book.tenantId)).toEqual(before);
  });

  it('an order too many of an account that only moves with its listings is never published, and the run names it', async () => {
    const book = await openRebuiltBook();
    await query(
      test.db,
      `insert into stale_days (tenant_id, first_day, last_day, listing_ids, counts_follow) values ($1, $2, $2, '{MLB1}', true)`,
      { bind: [book.tenantId, '2026-11-17'] },
    );
    const stale = await listStaleDays(test.db, book.tenantId);
    const before = await readMetrics(test.db, book.tenantId);
    const spoiled = interfere(test.db, {
      after: 'left join rebuild_order_counts o',
      act: statement(test.db, `update rebuild_account_days set orders = orders + 1, purchases = purchases + 1`),
    });
    await expect(rebuildDays(spoiled, book.tenantId, { days: [], stale, now })).rejects.toMatchObject({
      code: 'invariant_broken',
      message: expect.stringContaining('account-counts-an-order-once'),
    });
    expect(await readMetrics(test.db, book.tenantId)).toEqual(before);
    await rebuildDays(test.db, book.tenantId, { days: [], stale, now });
    expect(await readMetrics(test.db, book.tenantId)).toEqual(before);
  });

  it('a connection that dies between the calculation and the publishing changes nothing, and the next rebuild does', async () => {
    const book = await openRebuiltBook();
    const before = await readMetrics(test.db, book.tenantId);
    const dying = interfere(test.db, {
      after: 'insert into metrics_corrections',
      act: async (transaction) => {
        const [own] = await query<{ pid: number }>(test.db, 'select pg_backend_pid() as pid', { transaction });
        await query(test.db, 'select pg_terminate_backend($1)', { bind: [own?.pid] });
      },
    });
    await expect(rebuildDays(dying, book.tenantId, { days, now })).rejects.toMatchObject({
      code: 'database_unavailable',
    });
    expect(await readMetrics(test.db, book.tenantId)).toEqual(before);
    expect(await rebuildDays(test.db, book.tenantId, { days, now })).toMatchObject({ rowsUpserted: 2 });
    expect(await readMetrics(test.db, book.tenantId)).not.toEqual(before);
  });
});
