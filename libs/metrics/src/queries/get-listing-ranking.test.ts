import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { daysIn, lastDays, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildDays } from '../rebuild/rebuild-days.ts';
import { openFactBook } from '../testing/fact-book.ts';
import { getListingRanking, type RankingQuery } from './get-listing-ranking.ts';
import { getListingTrends } from './get-listing-trends.ts';
import { getStockCover } from './get-stock-cover.ts';

const now = new Date('2026-11-20T15:00:00Z');
const today = parseBusinessDay('2026-11-20');

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let book: Awaited<ReturnType<typeof openFactBook>>;
beforeAll(async () => {
  test = await createTestDatabase();
  book = await openFactBook(test.db);
  await book.readOrders('2026-11-18T03:00:00Z', now.toISOString());
  for (const [listingId, title] of [
    ['MLB1', 'Vaso de barro'],
    ['MLB2', 'abajur de mesa'],
    ['MLB3', 'Cadeira'],
  ] as const) {
    await book.listing(listingId, { created: '2026-10-01T12:00:00Z' });
    await query(test.db, 'update listings set title = $2 where listing_id = $1', { bind: [listingId, title] });
  }
  // The price was last seen the day before, the stock today.
  await book.sighting('MLB1', '2026-11-18T12:00:00Z', { price: 40, stock: 9 });
  await book.sighting('MLB1', '2026-11-19T12:00:00Z', { price: 30, stock: 4, clip: true });
  await book.sighting('MLB1', '2026-11-20T12:00:00Z', { stock: 2 });
  await book.sighting('MLB3', '2026-11-20T12:00:00Z', { price: 5, stock: 7, clip: false });
  await query(test.db, `update listings set status = 'paused' where listing_id = 'MLB2'`);
  // Known from an order alone.
  const sale = { shipment: null, tags: ['no_shipping'] };
  await book.order({ ...sale, id: 1, closed: '2026-11-19T12:00:00Z', lines: [{ listing: 'MLB9', price: 30 }] });
  await book.order({ ...sale, id: 2, closed: '2026-11-19T12:00:00Z', lines: [{ listing: 'MLB1', price: 10 }] });
  await book.visits('MLB1', '2026-11-19', 10);
  await book.visits('MLB2', '2026-11-19', 10);
  await rebuildDays(test.db, book.tenantId, { days: daysIn(lastDays(today, 3)), now });
});
afterAll(() => test.drop());

const rank = (asked: Partial<RankingQuery>) =>
  getListingRanking(test.db, book.tenantId, {
    window: lastDays(today, 3),
    today,
    connectionId: null,
    sort: 'gmv',
    direction: 'desc',
    limit: 50,
    offset: 0,
    search: null,
    ...asked,
  });
const ids = async (asked: Partial<RankingQuery>) => (await rank(asked)).rows.map((row) => row.listingId);

describe('a ranking of listings', () => {
  it('tells of each what was last seen within the window, each thing from its own day', async () => {
    const [row] = (await rank({ search: 'MLB1' })).rows;
    expect(row).toMatchObject({ price_cents: 3000, stock: 2, hasClips: true, connectionId: book.connectionId });
    const [ofToday] = (await rank({ search: 'MLB1', window: lastDays(today, 1) })).rows;
    expect(ofToday).toMatchObject({ price_cents: null, stock: 2, hasClips: true });
    const [never] = (await rank({ search: 'MLB9' })).rows;
    expect(never).toMatchObject({ price_cents: null, stock: null, hasClips: null, title: null, status: null });
  });

  it('sorts by title without regard to case, by the id where there is none, in either direction', async () => {
    expect(await ids({ sort: 'title', direction: 'asc' })).toEqual(['MLB2', 'MLB3', 'MLB9', 'MLB1']);
    expect(await ids({ sort: 'title', direction: 'desc' })).toEqual(['MLB1', 'MLB9', 'MLB3', 'MLB2']);
    expect(await ids({ sort: 'title', direction: 'asc', search: ' DE ' })).toEqual(['MLB2', 'MLB1']);
  });

  it('has titles and the whole order on every page, whatever it is sorted by', async () => {
    expect(await ids({ sort: 'conversion' })).toEqual(['MLB1', 'MLB2', 'MLB3', 'MLB9']);
    expect(await ids({ sort: 'conversion', direction: 'asc' })).toEqual(['MLB2', 'MLB1', 'MLB3', 'MLB9']);
    const page = await rank({ limit: 2, offset: 1 });
    expect(page.total).toBe(4);
    expect(page.rows.map(({ listingId, title, abcClass }) => ({ listingId, title, abcClass }))).toEqual([
      { listingId: 'MLB1', title: 'Vaso de barro', abcClass: 'A' },
      { listingId: 'MLB2', title: 'abajur de mesa', abcClass: 'C' },
    ]);
  });

  it('sorts by the price, the stock and the cover that it shows, the unknown last in either direction', async () => {
    expect(await ids({ sort: 'price', direction: 'asc' })).toEqual(['MLB3', 'MLB1', 'MLB2', 'MLB9']);
    expect(await ids({ sort: 'stock' })).toEqual(['MLB3', 'MLB1', 'MLB2', 'MLB9']);
    // One unit on two closed days with stock: the two that are left last four days.
    expect(await ids({ sort: 'cover', direction: 'asc' })).toEqual(['MLB1', 'MLB2', 'MLB3', 'MLB9']);
    const covers = await getStockCover(test.db, book.tenantId, {
      today,
      connectionId: null,
      listingIds: null,
      limit: 9,
    });
    expect(covers.map((one) => one.listingId)).toEqual(['MLB1', 'MLB3']);
  });

  it('sorts by the cover that is shown, also where the stock was last seen before the window', async () => {
    const shop = await openFactBook(test.db);
    await shop.readOrders('2026-11-16T03:00:00Z', now.toISOString());
    const sale = { shipment: null, tags: ['no_shipping'], closed: '2026-11-18T12:00:00Z' };
    for (const [index, listing, stock] of [
      [1, 'MLB51', 90],
      [2, 'MLB52', 3],
    ] as const) {
      await shop.listing(listing, { created: '2026-10-01T12:00:00Z' });
      await shop.sighting(listing, '2026-11-18T12:00:00Z', { stock });
      await shop.order({ ...sale, id: 90 + index, lines: [{ listing, price: 10 }] });
    }
    await shop.sighting('MLB51', '2026-11-20T12:00:00Z', { stock: 90 });
    await rebuildDays(test.db, shop.tenantId, { days: daysIn(lastDays(today, 4)), now });
    const asked = { today, connectionId: null, listingIds: null, limit: 9 };
    const shown = (await getStockCover(test.db, shop.tenantId, asked)).map((one) => one.listingId);
    const ranking = {
      window: lastDays(today, 1),
      today,
      sort: 'cover',
      direction: 'asc',
      limit: 9,
      offset: 0,
    } as const;
    const { rows } = await getListingRanking(test.db, shop.tenantId, { ...ranking, connectionId: null, search: null });
    expect(shown).toEqual(['MLB52', 'MLB51']);
    expect(rows.map((row) => row.listingId)).toEqual(shown);
  });

  it('of a window that ended last month sorts by the cover of today, which it shows, and by the price and the stock of the window', async () => {
    const shop = await openFactBook(test.db);
    await shop.readOrders('2026-10-01T03:00:00Z', now.toISOString());
    // In October MLB61 would have lasted longer; since then it was filled less, and sells as before.
    for (const [index, listing, inOctober, inNovember] of [
      [0, 'MLB61', 90, 3],
      [1, 'MLB62', 9, 60],
    ] as const) {
      await shop.listing(listing, { created: '2026-09-01T12:00:00Z' });
      for (const [month, stock] of [
        ['10', inOctober],
        ['11', inNovember],
      ] as const) {
        const at = `2026-${month}-14T12:00:00Z`;
        await shop.sighting(listing, at, { stock, price: stock });
        const id = Number(month) * 10 + index;
        await shop.order({ id, closed: at, tags: ['no_shipping'], lines: [{ listing, price: 10, quantity: 3 }] });
      }
    }
    const window = { from: parseBusinessDay('2026-10-10'), to: parseBusinessDay('2026-10-20') };
    await rebuildDays(test.db, shop.tenantId, { days: daysIn({ from: window.from, to: today }), now });
    const inOrderOf = async (sort: RankingQuery['sort']) => {
      const page = { connectionId: null, search: null, direction: 'asc', limit: 9, offset: 0 } as const;
      const { rows } = await getListingRanking(test.db, shop.tenantId, { window, today, sort, ...page });
      return rows.map((row) => row.listingId);
    };
    const covers = await getStockCover(test.db, shop.tenantId, {
      today,
      connectionId: null,
      listingIds: null,
      limit: 9,
    });
    expect(covers.map((one) => [one.listingId, one.cover_days])).toEqual([
      ['MLB61', 1],
      ['MLB62', 20],
    ]);
    expect(await inOrderOf('cover')).toEqual(['MLB61', 'MLB62']);
    expect(await inOrderOf('stock')).toEqual(['MLB62', 'MLB61']);
    expect(await inOrderOf('price')).toEqual(['MLB62', 'MLB61']);
  });

  it('keeps only what is asked for, and counts what it keeps', async () => {
    expect(await ids({ clip: 'yes' })).toEqual(['MLB1']);
    expect(await ids({ clip: 'no' })).toEqual(['MLB3']);
    expect(await ids({ clip: 'dontKnow', sort: 'title', direction: 'asc' })).toEqual(['MLB2', 'MLB9']);
    expect(await ids({ statuses: ['paused'] })).toEqual(['MLB2']);
    expect(await ids({ abcClasses: ['A'] })).toEqual(['MLB9', 'MLB1']);
    expect(await rank({ abcClasses: ['C'], limit: 1 })).toMatchObject({ total: 2, rows: [{ abcClass: 'C' }] });
    expect(await ids({ statuses: ['active'], clip: 'yes', search: 'cadeira' })).toEqual([]);
  });

  it('has what each sold on every day, nothing for a day without a row, and nothing of what it does not have', async () => {
    const window = lastDays(today, 4);
    const trends = await getListingTrends(test.db, book.tenantId, { window, listingIds: ['MLB1', 'MLB9', 'MLB8'] });
    expect([...trends.keys()].sort()).toEqual(['MLB1', 'MLB9']);
    expect(trends.get('MLB1')).toEqual([null, 0, 1000, 0]);
    expect(trends.get('MLB9')).toEqual([null, null, 3000, null]);
    expect(await getListingTrends(test.db, randomUUID(), { window, listingIds: ['MLB1'] })).toEqual(new Map());
  });
});
