import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { readListings } from '../testing/read-listings.ts';
import { answerFor, type Body } from '../testing/shop-answers.ts';
import { listingBody } from '../testing/shop-bodies.ts';
import { syncVisits } from '../visits/sync-visits.ts';
import { storeListingPage } from './store-listing-page.ts';

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

const has = (id: string, given: Body = {}) => {
  at.shop.listings.set(id, listingBody(id, given));
  at.shop.prices.set(id, 80);
  at.shop.clips.set(id, 'COMPLETED');
};
const sync = (signal = new AbortController().signal) => readListings(at.context({ signal }));
const unknownOf = async () => {
  const unknown: string[] = [];
  await readListings(at.context({ onUnknownStatus: (field, status) => void unknown.push(`${field} ${status}`) }));
  return unknown;
};
const closings = () => at.rows('select listing_id as id, status, closed_seen_at from listings order by 1');
const askedFor = (what: string) => at.shop.asked.filter((call) => call.includes(what)).length;

describe('a listing over time', () => {
  it('that closes keeps the instant at which it was first seen closed, and loses it when it lives again', async () => {
    has('MLB1');
    await sync();
    has('MLB1', { status: 'closed', stop_time: '2026-11-20T16:00:00.000Z' });
    at.moveTo('2026-11-20T17:00:00Z');
    expect(await sync()).toMatchObject({ itemsCreated: 0, itemsUpdated: 1 });
    at.moveTo('2026-11-21T17:00:00Z');
    expect(await sync()).toMatchObject({ itemsUpdated: 0 });
    expect(await closings()).toEqual([
      { id: 'MLB1', status: 'closed', closed_seen_at: new Date('2026-11-20T17:00:00Z') },
    ]);
    has('MLB1', { status: 'active' });
    at.moveTo('2026-11-22T17:00:00Z');
    expect(await sync()).toMatchObject({ itemsUpdated: 1 });
    expect(await closings()).toEqual([{ id: 'MLB1', status: 'active', closed_seen_at: null }]);
  });

  it('has a history of the statuses that it was seen in, one entry for each change', async () => {
    has('MLB1');
    await sync();
    at.moveTo('2026-11-20T16:00:00Z');
    await sync();
    has('MLB1', { status: 'paused', sub_status: ['out_of_stock'] });
    at.moveTo('2026-11-20T17:00:00Z');
    await sync();
    has('MLB1', { status: 'paused', sub_status: ['paused_by_seller'] });
    at.moveTo('2026-11-21T17:00:00Z');
    await sync();
    expect(await at.rows('select status, sub_status, seen_at from listing_statuses order by seen_at')).toEqual([
      { status: 'active', sub_status: [], seen_at: new Date('2026-11-20T15:00:00Z') },
      { status: 'paused', sub_status: ['out_of_stock'], seen_at: new Date('2026-11-20T17:00:00Z') },
      { status: 'paused', sub_status: ['paused_by_seller'], seen_at: new Date('2026-11-21T17:00:00Z') },
    ]);
  });

  it('that discovery names no more is asked for all the same while we know it to be open, and not once it closed', async () => {
    has('MLB1');
    has('MLB2');
    await sync();
    at.shop.told.set(`/users/${at.shop.sellerId}/items/search`, {
      body: { results: ['MLB2'], paging: { total: 1, offset: 0, limit: 100 } },
    });
    has('MLB1', { status: 'closed' });
    at.moveTo('2026-11-20T17:00:00Z');
    expect(await sync()).toMatchObject({ itemsProcessed: 2, itemsUpdated: 1 });
    at.moveTo('2026-11-20T18:00:00Z');
    expect(await sync()).toMatchObject({ itemsProcessed: 1 });
  });

  it('that is told without some fields keeps what was known of them, and has the stock of its variations together', async () => {
    has('MLB1', {
      thumbnail: 'http://example.com/1.jpg',
      available_quantity: 99,
      variations: [
        { id: 1, available_quantity: 2 },
        { id: 2, available_quantity: 3 },
      ],
    });
    has('MLB2', { variations: [{ id: 3, available_quantity: 2 }, { id: 4 }] });
    await sync();
    has('MLB1', { thumbnail: null, date_created: null, last_updated: null, available_quantity: null });
    at.moveTo('2026-11-20T17:00:00Z');
    await sync();
    expect(
      await at.rows(
        `select listing_id as id, thumbnail is not null as has_picture, date_created is not null as has_date, stock, stock_seen_at
         from listings left join listing_sightings using (listing_id) order by 1`,
      ),
    ).toEqual([
      { id: 'MLB1', has_picture: true, has_date: true, stock: 5, stock_seen_at: new Date('2026-11-20T15:00:00Z') },
      { id: 'MLB2', has_picture: false, has_date: true, stock: null, stock_seen_at: null },
    ]);
  });

  it('is asked for its price once a local day or when it moved, for its clip when it moved or after a week', async () => {
    has('MLB1');
    await sync();
    at.moveTo('2026-11-21T02:59:00Z');
    await sync();
    expect([askedFor('sale_price'), askedFor('performance')]).toEqual([1, 1]);
    at.moveTo('2026-11-21T03:00:00Z');
    await sync();
    expect([askedFor('sale_price'), askedFor('performance')]).toEqual([2, 1]);
    has('MLB1', { last_updated: '2026-11-21T03:30:00.000Z' });
    at.moveTo('2026-11-21T04:00:00Z');
    await sync();
    expect([askedFor('sale_price'), askedFor('performance')]).toEqual([3, 2]);
    has('MLB1', { status: 'paused', last_updated: '2026-11-21T05:00:00.000Z' });
    at.moveTo('2026-11-28T15:00:00Z');
    await sync();
    expect([askedFor('sale_price'), askedFor('performance')]).toEqual([3, 2]);
  });

  it('is the same after a second reading of the same: nothing counts as new or changed, and nothing differs but the instant', async () => {
    for (let index = 1; index <= 45; index++) has(`MLB${index}`, { status: index % 3 === 0 ? 'paused' : 'active' });
    expect(await sync()).toMatchObject({ itemsProcessed: 45, itemsCreated: 45, itemsUpdated: 0 });
    const state = () => at.rows(`select to_jsonb(l) - 'read_at' as row from listings l order by listing_id`);
    const before = await state();
    at.moveTo('2026-11-20T15:30:00Z');
    expect(await sync()).toMatchObject({ itemsProcessed: 45, itemsCreated: 0, itemsUpdated: 0 });
    expect(await state()).toEqual(before);
  });

  it('of somebody else that discovery names is not stored', async () => {
    has('MLB1', { seller_id: 1 });
    expect(await sync()).toMatchObject({ itemsProcessed: 0, missing: [] });
    expect(await closings()).toEqual([]);
  });
});

describe('a page of listings', () => {
  it('of which one cannot be stored is not stored at all', async () => {
    const row = { listing_id: 'MLB1', sub_status: [], tags: [], stock: 4, status: 'active' };
    const page = [row, { ...row, listing_id: 'MLB2', stock: 3_000_000_000 }] as never;
    await expect(storeListingPage(at.context(), page)).rejects.toThrow(/integer|out of range/);
    expect(await closings()).toEqual([]);
  });

  it('before which the run is stopped leaves the pages before it, and no claim to a complete reading', async () => {
    for (let index = 1; index <= 45; index++) has(`MLB${index}`);
    const stop = new AbortController();
    let pages = 0;
    at.shop.told.set('/items/bulk', (query) => {
      pages += 1;
      if (pages === 2) stop.abort();
      return answerFor(at.shop, '/items/bulk', query);
    });
    await expect(sync(stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await closings()).toHaveLength(20);
    expect(await at.rows('select 1 from source_coverage')).toEqual([]);
    at.shop.told.clear();
    expect(await sync()).toMatchObject({ itemsProcessed: 45, itemsCreated: 25 });
    expect(await at.rows('select source, covered_through from source_coverage')).toEqual([
      { source: 'listings', covered_through: new Date('2026-11-20T15:00:00Z') },
    ]);
  });
});

describe('visits of listings', () => {
  const window = lastDays(parseBusinessDay('2026-11-20'), 30);
  const stored = () =>
    at.rows('select listing_id as id, count(*)::int as days from listing_visits group by 1 order by 1');

  it('are read from the day a listing was made to the day it closed, within the window', async () => {
    has('MLB1', { date_created: '2026-01-05T12:00:00.000Z' });
    has('MLB2', { date_created: '2026-11-19T02:00:00.000Z' });
    const closed = { date_created: '2026-11-01T12:00:00.000Z', status: 'closed' };
    has('MLB3', { ...closed, stop_time: '2026-11-11T02:30:00.000Z' });
    has('MLB4', { ...closed, date_created: '2026-01-05T12:00:00.000Z', stop_time: '2026-10-01T12:00:00.000Z' });
    await sync();
    expect(await syncVisits(at.context(), window)).toMatchObject({ listingsRead: 3, listingsFailed: 0 });
    expect(await stored()).toEqual([
      { id: 'MLB1', days: 30 },
      { id: 'MLB2', days: 3 },
      { id: 'MLB3', days: 10 },
    ]);
  });

  it('that are stopped on the way have whole listings, and the next run asks those that are owed and no others', async () => {
    for (let index = 1; index <= 9; index++) has(`MLB${index}`, { date_created: '2026-11-11T12:00:00.000Z' });
    await sync();
    const stop = new AbortController();
    const onProgress = (_: string, done: number) => void (done === 4 && stop.abort());
    await expect(syncVisits(at.context({ signal: stop.signal, onProgress }), window)).rejects.toMatchObject({
      name: 'AbortError',
    });
    const before = await at.rows<{ days: number }>(
      'select count(*)::int as days from listing_visits group by listing_id',
    );
    expect(before.length).toBeGreaterThanOrEqual(4);
    expect(before.length).toBeLessThan(9);
    expect(new Set(before.map((row) => row.days))).toEqual(new Set([10]));
    at.shop.asked.length = 0;
    await syncVisits(at.context(), window);
    const windows = at.shop.asked.flatMap((call) => /MLB\d+\/visits\/time_window\?last=(\d+)/.exec(call)?.[1] ?? []);
    expect(windows.filter((last) => last === '9')).toHaveLength(9 - before.length);
    expect(await stored()).toHaveLength(9);
  });

  it('read twice at one instant are written once: not one listing-day differs', async () => {
    for (const id of ['MLB1', 'MLB2']) has(id);
    at.shop.visits.set('MLB1', { '2026-11-15': 3, '2026-11-20': 1 });
    await sync();
    expect(await syncVisits(at.context(), window)).toMatchObject({ daysWritten: 22 });
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await syncVisits(at.context(), window)).toMatchObject({ listingsRead: 2, daysWritten: 0, touchedDays: [] });
  });
});

it('a status of a listing that nobody has described is kept as it came, and reported', async () => {
  has('MLB1', { status: 'paused' });
  has('MLB2', { status: 'hibernating' });
  expect(await unknownOf()).toEqual(['item.status hibernating']);
  expect(await at.rows(`select status from listings where listing_id = 'MLB2'`)).toEqual([{ status: 'hibernating' }]);
});
