import { createTestDatabase } from '@pulso/database/testing';
import { addDays, daysIn, lastDays, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { getFallingListings } from './get-falling-listings.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const today = parseBusinessDay('2026-11-20');
const timeZone = 'America/Sao_Paulo';
const now = new Date('2026-11-20T13:30:00Z');
/** Today and two closed days, so that two days are held against the two before them. */
const window = lastDays(today, 3);

/** What each listing sold on the four closed days 16 to 19, oldest first, in whole reais; and much of it today. */
async function openShop(sold: Record<string, number[]>, { readFrom = '2026-11-16T03:00:00Z' } = {}) {
  const book = await openFactBook(test.db);
  await book.readOrders(readFrom, '2026-11-20T13:00:00Z');
  let id = 0;
  for (const [listing, days] of Object.entries(sold)) {
    await book.listing(listing, { created: '2026-10-01T12:00:00Z' });
    for (const [index, price] of [...days, 900].entries()) {
      id += 1;
      if (price > 0) await book.order({ id, closed: `2026-11-${16 + index}T12:00:00Z`, lines: [{ listing, price }] });
    }
  }
  await rebuildDays(test.db, book.tenantId, { days: daysIn({ from: addDays(today, -4), to: today }), now });
  return book;
}
const fall = (tenantId: string, from = window) =>
  getFallingListings(test.db, tenantId, { filter: { window: from, connectionId: null }, timeZone, now, limit: 2 });

describe('listings that sell less than before', () => {
  it('are named by how much they lost over closed days, those that rose or stayed not at all, and today does not count', async () => {
    const sold = {
      MLB1: [10, 10, 10, 10],
      MLB2: [50, 50, 0, 20],
      MLB3: [10, 0, 30, 30],
      MLB4: [40, 0, 0, 39],
      MLB5: [99, 99, 0, 0],
    };
    const { tenantId } = await openShop(sold);
    await openShop({ MLB9: [500, 500, 0, 0] });
    expect(await fall(tenantId)).toMatchObject({
      window: { from: '2026-11-18', to: '2026-11-19' },
      previousWindow: { from: '2026-11-16', to: '2026-11-17' },
      rows: [
        { listingId: 'MLB5', gmv_cents: 0, gmvBefore_cents: 19_800 },
        { listingId: 'MLB2', gmv_cents: 2_000, gmvBefore_cents: 10_000 },
      ],
    });
  });

  it('are not told while a day of either window is unread: that would look like a fall', async () => {
    const { tenantId } = await openShop({ MLB1: [0, 50, 10, 10] }, { readFrom: '2026-11-17T03:00:00Z' });
    expect((await fall(tenantId)).rows).toBeNull();
  });

  it('are not told of today alone', async () => {
    const { tenantId } = await openShop({ MLB1: [50, 50, 10, 10] });
    expect((await fall(tenantId, lastDays(today, 1))).rows).toBeNull();
  });
});
