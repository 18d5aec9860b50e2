import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { daysIn, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { getListingHistory } from './get-listing-history.ts';

const now = new Date('2026-11-20T15:00:00Z');
const window = { from: parseBusinessDay('2026-11-18'), to: parseBusinessDay('2026-11-20') };
const timeZone = 'America/Sao_Paulo';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let book: Awaited<ReturnType<typeof openFactBook>>;
beforeAll(async () => {
  test = await createTestDatabase();
  book = await openFactBook(test.db);
  await book.readOrders('2026-11-19T03:00:00Z', now.toISOString());
  await book.listing('MLB1', { created: '2026-10-01T12:00:00Z' });
  const sale = { shipment: null, tags: ['no_shipping'] };
  await book.order({ ...sale, id: 1, closed: '2026-11-19T12:00:00Z', lines: [{ listing: 'MLB1', price: 30, fee: 3 }] });
  await book.order({
    ...sale,
    id: 2,
    closed: '2026-11-20T12:00:00Z',
    lines: [{ listing: 'MLB9', price: 5, fee: null }],
  });
  await book.visits('MLB1', '2026-11-19', 4);
  for (const [seenAt, status] of [
    ['2026-11-01T12:00:00Z', 'active'],
    ['2026-11-19T12:00:00Z', 'paused'],
    ['2026-11-21T03:00:00Z', 'active'],
  ]) {
    await query(
      test.db,
      `insert into listing_statuses (tenant_id, listing_id, seen_at, status, sub_status) values ($1, 'MLB1', $2, $3, '{}')`,
      { bind: [book.tenantId, seenAt, status] },
    );
  }
  await rebuildDays(test.db, book.tenantId, { days: daysIn(window), now });
});
afterAll(() => test.drop());

const historyOf = (listingId: string, tenantId = book.tenantId) =>
  getListingHistory(test.db, tenantId, { listingId, window, timeZone });

describe('the history of one listing', () => {
  it('has the days that are known, what was never read as null, and no conversion without visits', async () => {
    const told = await historyOf('MLB1');
    expect(told?.days).toEqual([
      {
        date: '2026-11-19',
        visits: 4,
        orders: 1,
        units: 1,
        gmv_cents: 3000,
        netRevenue_cents: 2700,
        conversion: 0.25,
        price_cents: null,
        stock: null,
        hasClips: null,
        provisional: true,
      },
      expect.objectContaining({ date: '2026-11-20', visits: null, orders: 0, gmv_cents: 0, conversion: null }),
    ]);
  });

  it('has its statuses up to the end of the window, each from when it was seen', async () => {
    const told = await historyOf('MLB1');
    expect(told?.statuses).toEqual([
      { seenAt: '2026-11-01T12:00:00.000Z', status: 'active', subStatus: [] },
      { seenAt: '2026-11-19T12:00:00.000Z', status: 'paused', subStatus: [] },
    ]);
  });

  it('of one that is known only from an order has that day, and nothing else is told of it', async () => {
    expect(await historyOf('MLB9')).toMatchObject({
      listingId: 'MLB9',
      title: null,
      statuses: [],
      days: [{ date: '2026-11-20', orders: 1, netRevenue_cents: null }],
    });
  });

  it('is nothing for a listing that the company does not have, whoever else has it', async () => {
    expect(await historyOf('MLB2')).toBeNull();
    expect(await historyOf('MLB1', randomUUID())).toBeNull();
  });
});
