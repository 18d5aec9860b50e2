import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type FactBook, openFactBook } from '../testing/fact-book.ts';
import { rebuildDays } from './rebuild-days.ts';
import { listStaleDays } from './stale-days.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const now = new Date('2026-11-20T15:00:00Z');
const day = parseBusinessDay('2026-11-12');
const sale = { closed: '2026-11-12T12:00:00Z', tags: ['no_shipping'], lines: [{ listing: 'MLB1', price: 10 }] };

/** Two sellers of one company, whose day was read and derived; then an order of the second's came of which a part was never told. */
let whole: FactBook;
let halfTold: FactBook;
beforeEach(async () => {
  whole = await openFactBook(test.db);
  halfTold = await openFactBook(test.db, whole.tenantId);
  for (const book of [whole, halfTold]) await book.readOrders('2026-11-10T03:00:00Z', now.toISOString());
  await halfTold.listing('MLB1', { created: '2026-11-01T12:00:00Z' });
  await halfTold.order({ ...sale, id: 1 });
  await rebuildDays(test.db, whole.tenantId, { days: [day], now });
  await halfTold.order({ ...sale, id: 2, missing: ['payments'] });
});

const note = (listingIds: string[] | null) =>
  query(test.db, 'insert into stale_days (tenant_id, first_day, last_day, listing_ids) values ($1, $2, $2, $3)', {
    bind: [whole.tenantId, day, listingIds],
  });
const rebuildNoted = async () => {
  const stale = await listStaleDays(test.db, whole.tenantId);
  return rebuildDays(test.db, whole.tenantId, { days: [], stale, now });
};

it('a listing keeps its row of a day that was read in part, also where a note names it and another account of the company has read that day', async () => {
  const [row, account] = [await halfTold.listingRow('MLB1', day), await halfTold.accountRow(day)];
  await halfTold.visits('MLB1', day, 7);
  await note(['MLB1']);
  expect(await rebuildNoted()).toMatchObject({ rowsUpserted: 0, rowsRemoved: 0 });
  expect(row).toMatchObject({ orders: 1, visits: null });
  expect(await halfTold.listingRow('MLB1', day)).toEqual(row);
  expect(await halfTold.accountRow(day)).toEqual(account);
});

it('what was noted while a day was read in part is in its row once the order is told whole, and not before', async () => {
  await halfTold.visits('MLB1', day, 7);
  await note(['MLB1']);
  await rebuildNoted();
  await query(test.db, `update orders set missing = '{}' where tenant_id = $1`, { bind: [whole.tenantId] });
  // As whoever stores an order that was told in part before notes it: every listing of the day.
  await note(null);
  expect(await rebuildNoted()).toMatchObject({ rowsUpserted: 1 });
  expect(await halfTold.listingRow('MLB1', day)).toMatchObject({ orders: 2, visits: 7 });
  expect(await halfTold.accountRow(day)).toMatchObject({ orders: 2, listings_with_visits: 1 });
});

it('a listing of an account whose day was read loses a row that has no reason, where a note names it', async () => {
  await query(
    test.db,
    `insert into listing_metrics_daily values ($1, 'MLB9', $2, $3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, null, null, false, now())`,
    { bind: [whole.tenantId, day, whole.connectionId] },
  );
  await note(['MLB9']);
  expect(await rebuildNoted()).toMatchObject({ rowsUpserted: 0, rowsRemoved: 1 });
});
