import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { addDays, daysIn, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { getListingRanking } from './get-listing-ranking.ts';
import { getStockCover } from './get-stock-cover.ts';

const today = parseBusinessDay('2026-11-20');
const now = new Date('2026-11-20T15:00:00Z');
const window = { from: addDays(today, -4), to: today };

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let book: Awaited<ReturnType<typeof openFactBook>>;
beforeAll(async () => {
  test = await createTestDatabase();
  book = await openFactBook(test.db);
  await book.readOrders('2026-11-16T03:00:00Z', now.toISOString());
  for (const id of ['MLB1', 'MLB2', 'MLB3']) await book.listing(id, { created: '2026-10-01T12:00:00Z' });
  // MLB1: three units a day on two days in stock, out on one day, and unseen on one.
  for (const [day, stock] of [
    ['16', 9],
    ['17', 6],
    ['18', 0],
    ['20', 12],
  ] as const) {
    await book.sighting('MLB1', `2026-11-${day}T15:00:00Z`, { stock });
  }
  await book.sighting('MLB2', '2026-11-20T15:00:00Z', { stock: 0 });
  const sold = [
    { id: 1, day: '16', listing: 'MLB1', quantity: 3, price: 20 },
    { id: 2, day: '17', listing: 'MLB1', quantity: 3, price: 20 },
    { id: 3, day: '17', listing: 'MLB2', quantity: 1, price: 15 },
    { id: 4, day: '20', listing: 'MLB1', quantity: 50, price: 0 },
    { id: 5, day: '20', listing: 'MLB9', quantity: 1, price: 5 },
  ];
  for (const { id, day, ...line } of sold) {
    await book.order({ id, closed: `2026-11-${day}T15:00:00Z`, tags: ['no_shipping'], lines: [line] });
  }
  await rebuildDays(test.db, book.tenantId, { days: daysIn(window), now });
});
afterAll(() => test.drop());

describe('what a seller looks at before ordering more', () => {
  it('stock lasts as many days as it covers the mean of the closed days on which there was any', async () => {
    const asked = { today, connectionId: null, listingIds: null, limit: 10 };
    expect(await getStockCover(test.db, book.tenantId, asked)).toMatchObject([
      { listingId: 'MLB1', stock: 12, stockDay: today, cover_days: 4, outOfStock_days: 1, observed_days: 3 },
      { listingId: 'MLB2', stock: 0, cover_days: null, outOfStock_days: 0, observed_days: 0 },
    ]);
    expect(await getStockCover(test.db, book.tenantId, { ...asked, listingIds: ['MLB2'] })).toHaveLength(1);
    expect(await getStockCover(test.db, book.tenantId, { ...asked, limit: 1 })).toHaveLength(1);
  });

  it('what can still be filled up in time comes before what has ended, however few are asked for', async () => {
    const shop = await openFactBook(test.db);
    await shop.readOrders('2026-11-16T03:00:00Z', now.toISOString());
    const sale = { closed: '2026-11-17T15:00:00Z', tags: ['no_shipping'] };
    for (const [index, left] of [0, 9, 0, 15, 4].entries()) {
      const listing = `MLB8${index}`;
      await shop.listing(listing, { created: '2026-10-01T12:00:00Z' });
      await shop.sighting(listing, '2026-11-17T15:00:00Z', { stock: 1 });
      await shop.sighting(listing, '2026-11-20T15:00:00Z', { stock: left });
      await shop.order({ ...sale, id: 80 + index, lines: [{ listing, price: 10 }] });
    }
    await rebuildDays(test.db, shop.tenantId, { days: daysIn(window), now });
    const asked = { today, connectionId: null, listingIds: null };
    const named = async (page: { limit: number; soon_days?: number }) =>
      (await getStockCover(test.db, shop.tenantId, { ...asked, ...page })).map(({ listingId }) => listingId);
    expect(await named({ limit: 9 })).toEqual(['MLB80', 'MLB82', 'MLB84', 'MLB81', 'MLB83']);
    expect(await named({ limit: 9, soon_days: 14 })).toEqual(['MLB84', 'MLB81', 'MLB80', 'MLB82', 'MLB83']);
    expect(await named({ limit: 2, soon_days: 14 })).toEqual(['MLB84', 'MLB81']);
  });

  it('of all listings those that are closed are not named, for nobody fills them again; one that is asked for is', async () => {
    const close = (status: string) =>
      query(test.db, 'update listings set status = $3 where tenant_id = $1 and listing_id = $2', {
        bind: [book.tenantId, 'MLB2', status],
      });
    await close('closed');
    const asked = { today, connectionId: null, limit: 10 };
    const named = async (listingIds: string[] | null) =>
      (await getStockCover(test.db, book.tenantId, { ...asked, listingIds })).map(({ listingId }) => listingId);
    expect(await named(null)).toEqual(['MLB1']);
    expect(await named(['MLB2'])).toEqual(['MLB2']);
    await close('active');
  });

  it('the listing that crosses 80 % of the revenue is still of class A, whatever is searched for', async () => {
    const asked = { window, today, connectionId: null, sort: 'gmv', direction: 'desc', limit: 10, offset: 0 } as const;
    const classesOf = async (search: string | null) =>
      (await getListingRanking(test.db, book.tenantId, { ...asked, search })).rows.map((row) => [
        row.listingId,
        row.abcClass,
      ]);
    // 120, 15, 5 and 0 of 140.
    expect(await classesOf(null)).toEqual([
      ['MLB1', 'A'],
      ['MLB2', 'B'],
      ['MLB9', 'C'],
      ['MLB3', 'C'],
    ]);
    expect(await classesOf('MLB9')).toEqual([['MLB9', 'C']]);
  });
});
