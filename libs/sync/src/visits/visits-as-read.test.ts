import { lastDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { readListings } from '../testing/read-listings.ts';
import { answerFor, type Body, refused } from '../testing/shop-answers.ts';
import { listingBody } from '../testing/shop-bodies.ts';
import { syncVisits } from './sync-visits.ts';

let at: OpenShop;
beforeEach(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
});
afterEach(() => at.close());

const made = (day: string): Body => ({ date_created: `${day}T12:00:00.000Z` });
/** Puts listings into the shop and reads them. */
const has = async (...listings: [id: string, given: Body][]) => {
  for (const [id, given] of listings) {
    at.shop.listings.set(id, listingBody(id, given));
    at.shop.prices.set(id, 10);
  }
  await readListings(at.context());
};
const sync = (today = '2026-11-20', days = 5) => syncVisits(at.context(), lastDays(parseBusinessDay(today), days));
const stored = () =>
  at.rows<{ id: string; day: string; visits: number }>(
    'select listing_id as id, day::text, visits from listing_visits order by listing_id, day',
  );
const windowsAsked = () =>
  at.shop.asked.flatMap((call) => /^\/items\/(\w+)\/visits\/time_window\?(.*)$/.exec(call)?.slice(1).join(' ') ?? []);

describe('the visits that a sync stored', () => {
  it('Q24 are 0 on a day that a good answer leaves out, and on every day when it leaves out all', async () => {
    await has(['MLB1', made('2026-11-18')], ['MLB2', made('2026-11-18')]);
    at.shop.visits.set('MLB1', { '2026-11-19': 7 });
    expect(await sync()).toMatchObject({ listingsRead: 2, listingsFailed: 0, daysWritten: 6, missing: [] });
    expect(await stored()).toEqual([
      { id: 'MLB1', day: '2026-11-18', visits: 0 },
      { id: 'MLB1', day: '2026-11-19', visits: 7 },
      { id: 'MLB1', day: '2026-11-20', visits: 0 },
      { id: 'MLB2', day: '2026-11-18', visits: 0 },
      { id: 'MLB2', day: '2026-11-19', visits: 0 },
      { id: 'MLB2', day: '2026-11-20', visits: 0 },
    ]);
  });

  it('Q26 of today are asked again the same day, and no label before the window is kept', async () => {
    await has(['MLB1', made('2026-11-01')]);
    at.shop.visits.set('MLB1', { '2026-11-15': 99, '2026-11-16': 4, '2026-11-20': 3 });
    await sync();
    expect(await stored()).toMatchObject([
      { day: '2026-11-16', visits: 4 },
      { day: '2026-11-17' },
      { day: '2026-11-18' },
      { day: '2026-11-19' },
      { day: '2026-11-20', visits: 3 },
    ]);
    at.shop.visits.set('MLB1', { '2026-11-20': 8 });
    at.moveTo('2026-11-20T23:00:00Z');
    expect(await sync()).toMatchObject({ daysWritten: 1, touchedDays: ['2026-11-20'] });
  });

  it('Q30 of yesterday and the day before are read anew and overwritten; older days are asked no more', async () => {
    await has(['MLB1', made('2026-11-01')]);
    const before = { '2026-11-16': 1, '2026-11-17': 2, '2026-11-18': 3, '2026-11-19': 4, '2026-11-20': 5 };
    at.shop.visits.set('MLB1', before);
    await sync();
    // Everything moves; only what is not settled may follow.
    at.shop.visits.set('MLB1', Object.fromEntries(Object.entries(before).map(([day, visits]) => [day, visits + 100])));
    at.moveTo('2026-11-20T20:00:00Z');
    expect(await sync()).toMatchObject({ touchedDays: ['2026-11-18', '2026-11-19', '2026-11-20'] });
    expect((await stored()).map((row) => row.visits)).toEqual([1, 2, 103, 104, 105]);
    expect(windowsAsked().at(-1)).toBe('MLB1 last=2&unit=day&ending=2026-11-20');

    // A day is read once more after it has settled, then never again.
    at.moveTo('2026-11-21T15:00:00Z');
    await sync('2026-11-21');
    expect(windowsAsked().at(-1)).toBe('MLB1 last=3&unit=day&ending=2026-11-21');
    at.moveTo('2026-11-21T16:00:00Z');
    await sync('2026-11-21');
    expect(windowsAsked().at(-1)).toBe('MLB1 last=2&unit=day&ending=2026-11-21');
  });

  it('Q32 lack only the listing that is refused: its days stay unknown, known ones stay known, the others are read', async () => {
    await has(['MLB1', made('2026-11-19')], ['MLB2', made('2026-11-19')], ['MLB3', made('2026-11-19')]);
    for (const id of ['MLB1', 'MLB2', 'MLB3']) at.shop.visits.set(id, { '2026-11-19': 6 });
    at.shop.told.set('/items/MLB2/visits/time_window', refused.policy);
    expect(await sync()).toMatchObject({
      listingsRead: 2,
      listingsFailed: 1,
      missing: [
        {
          connectionId: at.connectionId,
          source: 'visits',
          listingId: 'MLB2',
          from: '2026-11-19',
          to: '2026-11-20',
          reason: '403 PA_UNAUTHORIZED_RESULT_FROM_POLICIES',
        },
      ],
    });
    expect(new Set((await stored()).map((row) => row.id))).toEqual(new Set(['MLB1', 'MLB3']));
    expect(await at.rows(`select 1 from source_coverage where source = 'visits'`)).toEqual([]);

    at.shop.told.clear();
    at.shop.told.set('/items/MLB1/visits/time_window', refused.policy);
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ listingsRead: 2, listingsFailed: 1, missing: [{ listingId: 'MLB1' }] });
    expect((await stored()).filter((row) => row.day === '2026-11-19')).toEqual(
      ['MLB1', 'MLB2', 'MLB3'].map((id) => ({ id, day: '2026-11-19', visits: 6 })),
    );
  });

  it('Q32 are given up for a listing that is refused on a second day, until its weekly try is answered', async () => {
    await has(['MLB1', made('2026-11-19')], ['MLB2', made('2026-11-19')]);
    at.shop.told.set('/items/MLB1/visits/time_window', refused.policy);
    expect(await sync()).toMatchObject({ missing: [{ listingId: 'MLB1' }] });
    at.moveTo('2026-11-21T15:00:00Z');
    expect(await sync('2026-11-21')).toMatchObject({ listingsFailed: 1, missing: [] });
    at.moveTo('2026-11-22T15:00:00Z');
    expect(await sync('2026-11-22')).toMatchObject({ listingsRead: 1, listingsFailed: 0, missing: [] });
    at.shop.told.clear();
    at.moveTo('2026-11-28T15:00:00Z');
    expect(await sync('2026-11-28', 10)).toMatchObject({ listingsRead: 2, missing: [] });
    expect((await stored()).filter((row) => row.id === 'MLB1')).toHaveLength(10);
    expect(await at.rows('select * from listing_refusals')).toEqual([]);
  });

  it('Q32 refused because the application lacks a permission are never given up, though other listings are read', async () => {
    await has(['MLB1', made('2026-11-19')], ['MLB2', made('2026-11-19')]);
    const body = { status: 403, error: 'Invalid scopes', code: 'FORBIDDEN' };
    at.shop.told.set('/items/MLB1/visits/time_window', { status: 403, body });
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      at.moveTo(`${day}T15:00:00Z`);
      expect(await sync(day)).toMatchObject({ missing: [{ listingId: 'MLB1', reason: '403 FORBIDDEN' }] });
    }
  });

  it('Q32 refused for every listing lack a permission: none is given up, however many days it lasts', async () => {
    await has(['MLB1', made('2026-11-19')], ['MLB2', made('2026-11-19')]);
    for (const id of ['MLB1', 'MLB2']) at.shop.told.set(`/items/${id}/visits/time_window`, refused.policy);
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      at.moveTo(`${day}T15:00:00Z`);
      const { missing, listingsFailed } = await sync(day);
      expect(listingsFailed).toBe(2);
      expect(new Set(missing.map((part) => part.listingId))).toEqual(new Set(['MLB1', 'MLB2']));
    }
  });

  const away = { status: 503, body: { message: 'away', error: 'unavailable', status: 503, cause: [] } };

  it('Q65 of one listing that always fails are named on every day and never given up, and the others are read', async () => {
    await has(['MLB1', made('2026-11-19')], ['MLB2', made('2026-11-19')], ['MLB3', made('2026-11-19')]);
    at.shop.told.set('/items/MLB1/visits/time_window', away);
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      at.moveTo(`${day}T15:00:00Z`);
      expect(await sync(day)).toMatchObject({
        listingsRead: 2,
        listingsFailed: 1,
        missing: [{ source: 'visits', listingId: 'MLB1', reason: 'meli_unavailable' }],
      });
    }
    expect(await at.rows('select * from listing_refusals')).toEqual([]);
    expect(new Set((await stored()).map((row) => row.id))).toEqual(new Set(['MLB2', 'MLB3']));
  });

  it('Q65 of the account that always fail are named, and those of listings are read', async () => {
    await has(['MLB1', made('2026-11-19')]);
    at.shop.told.set(`/users/${at.shop.sellerId}/items_visits/time_window`, away);
    expect(await sync()).toMatchObject({
      listingsRead: 1,
      missing: [{ source: 'account_visits', reason: 'meli_unavailable' }],
    });
  });

  it('Q65 end the reading at the third failure in a row: then Mercado Livre is away, and the rest is not asked for', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `MLB${index + 1}`);
    await has(...ids.map((id): [string, Body] => [id, made('2026-11-19')]));
    for (const id of ids) at.shop.told.set(`/items/${id}/visits/time_window`, away);
    await expect(sync()).rejects.toMatchObject({ name: 'MeliServerError' });
    expect(new Set(windowsAsked().map((call) => call.split(' ')[0])).size).toBeLessThan(6);
  });

  it('Q23 stay with each of a migrated listing and its heirs as told, while the account has a total of its own', async () => {
    const closed = { ...made('2026-11-01'), status: 'closed', stop_time: '2026-11-18T12:00:00.000Z' };
    await has(['MLB1', closed], ['MLB2', { ...made('2026-11-18'), parent_item_id: 'MLB1' }]);
    at.shop.visits.set('MLB1', { '2026-11-17': 5, '2026-11-18': 2 });
    // The heir is told the history of its parent too; the days before it was made are the parent's alone.
    at.shop.visits.set('MLB2', { '2026-11-17': 5, '2026-11-18': 2, '2026-11-19': 9 });
    at.shop.accountVisits = { '2026-11-17': 5, '2026-11-18': 3, '2026-11-19': 9 };
    await sync();
    expect((await stored()).filter((row) => row.visits > 0)).toEqual([
      { id: 'MLB1', day: '2026-11-17', visits: 5 },
      { id: 'MLB1', day: '2026-11-18', visits: 2 },
      { id: 'MLB2', day: '2026-11-18', visits: 2 },
      { id: 'MLB2', day: '2026-11-19', visits: 9 },
    ]);
    expect(await at.rows('select day::text, visits from account_visits where visits > 0 order by day')).toEqual([
      { day: '2026-11-17', visits: 5 },
      { day: '2026-11-18', visits: 3 },
      { day: '2026-11-19', visits: 9 },
    ]);
  });

  it.each([
    ['an empty 200', { text: '' }],
    ['a 503', { status: 503, body: { message: 'away', error: 'unavailable', status: 503, cause: [] } }],
    ['an answer without rows of days', { body: { item_id: 'MLB2' } }],
  ])(
    'Q65 %s is never 0 visits: what was read before it counts, and the days of that listing stay unknown',
    async (_, told) => {
      await has(['MLB1', made('2026-11-20')], ['MLB2', made('2026-11-20')]);
      at.shop.told.set('/items/MLB2/visits/time_window', told);
      const outcome = await sync().catch((error: unknown) => error);
      const isScoped = !(outcome instanceof Error);
      expect(isScoped ? outcome : {}).toMatchObject(isScoped ? { missing: [{ listingId: 'MLB2' }] } : {});
      expect(await stored()).toEqual([{ id: 'MLB1', day: '2026-11-20', visits: 0 }]);
      expect(await at.rows(`select 1 from source_coverage where source = 'visits'`)).toEqual([]);
      at.shop.told.clear();
      await sync();
      expect(await stored()).toHaveLength(2);
    },
  );
});

it('visits of a listing are told by a connection', async () => {
  await has(['MLB1', made('2026-11-20')]);
  await sync();
  expect(await at.rows('select connection_id from listing_visits')).toEqual([{ connection_id: at.connectionId }]);
});

describe('visits of a year', () => {
  const windows = () => at.shop.asked.splice(0).filter((call) => call.includes('time_window'));

  it.each([
    ['left out', '2025-11-21', 365],
    ['refused', '2026-06-23', 151],
  ])(
    'Q24 Q29 of which old days are %s are stored from %s on, once, and the account in the same way',
    async (way, first, days) => {
      await has(['MLB1', made('2025-01-01')]);
      at.shop.visits.set('MLB1', { '2026-11-01': 3 });
      at.shop.accountVisits = { '2026-11-01': 3 };
      const refusal = { status: 400, body: { message: 'invalid time window', error: 'bad_request', status: 400 } };
      for (const path of ['/items/MLB1/visits/time_window', `/users/${at.shop.sellerId}/items_visits/time_window`]) {
        const isOld = (query: URLSearchParams) => (query.get('ending') ?? '') < '2026-06-23';
        if (way === 'refused')
          at.shop.told.set(path, (query) => (isOld(query) ? refusal : answerFor(at.shop, path, query)));
      }
      at.shop.asked.length = 0;
      expect(await sync('2026-11-20', 365)).toMatchObject({ listingsRead: 1, missing: [] });
      expect(windows()).toHaveLength(6);
      for (const table of ['listing_visits', 'account_visits']) {
        expect(await at.rows(`select min(day)::text as first, count(*)::int as days from ${table}`)).toEqual([
          { first, days },
        ]);
      }
      await sync('2026-11-20', 365);
      const again = windows().filter((call) => call.startsWith('/items'));
      expect(again).toEqual(['/items/MLB1/visits/time_window?last=2&unit=day&ending=2026-11-20']);
    },
  );
});

describe('the visits of the account', () => {
  it('are read in every run, those of settled days with them, and only changes are told', async () => {
    at.shop.accountVisits = { '2026-11-16': 1, '2026-11-20': 5 };
    expect(await sync()).toMatchObject({ daysWritten: 0, touchedDays: lastFive });
    at.shop.accountVisits = { '2026-11-16': 100, '2026-11-19': 4, '2026-11-20': 5 };
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({ touchedDays: ['2026-11-16', '2026-11-19'] });
    const rows = await at.rows<{ visits: number }>('select visits from account_visits order by day');
    expect(rows.map((row) => row.visits)).toEqual([100, 0, 0, 4, 5]);
  });

  it('show by a settled day that moved that listings were restated, and then every listing is asked from that day on', async () => {
    at.shop.accountVisits = { '2026-11-16': 9, '2026-11-17': 9 };
    await has(['MLB1', made('2026-11-01')]);
    at.shop.visits.set('MLB1', { '2026-11-16': 9, '2026-11-17': 9 });
    await sync();
    windowsAsked();
    at.shop.asked.splice(0);
    at.moveTo('2026-11-20T16:00:00Z');
    await sync();
    expect(windowsAsked()).toEqual(['MLB1 last=2&unit=day&ending=2026-11-20']);
    at.shop.asked.splice(0);
    at.shop.accountVisits = { '2026-11-16': 9, '2026-11-17': 12 };
    at.shop.visits.set('MLB1', { '2026-11-16': 9, '2026-11-17': 12 });
    at.moveTo('2026-11-20T16:30:00Z');
    at.shop.told.set('/items/MLB1/visits/time_window', { status: 429, text: 'local_rate_limited' });
    await expect(sync()).rejects.toMatchObject({ name: 'MeliRateLimitError' });
    at.shop.told.clear();
    at.shop.asked.splice(0);
    // The run that saw it died before it had asked the listings; the next one owes them all the same.
    at.moveTo('2026-11-20T17:00:00Z');
    const outcome = await syncVisits(at.context(), lastDays(parseBusinessDay('2026-11-20'), 5), 'due');
    expect(outcome).toMatchObject({ listingsRead: 1, daysWritten: 1, touchedDays: ['2026-11-17'] });
    expect(windowsAsked()).toEqual(['MLB1 last=3&unit=day&ending=2026-11-20']);
    at.shop.asked.splice(0);
    at.moveTo('2026-11-20T18:00:00Z');
    await sync();
    expect(windowsAsked()).toEqual(['MLB1 last=2&unit=day&ending=2026-11-20']);
  });

  it('that are refused are named, with their days, and what was known of them stays', async () => {
    at.shop.accountVisits = { '2026-11-20': 5 };
    await sync();
    at.shop.told.set(`/users/${at.shop.sellerId}/items_visits/time_window`, refused.policy);
    at.moveTo('2026-11-20T16:00:00Z');
    expect(await sync()).toMatchObject({
      missing: [{ source: 'account_visits', from: '2026-11-16', to: '2026-11-20' }],
    });
    expect(await at.rows('select visits from account_visits where visits > 0')).toEqual([{ visits: 5 }]);
    expect(await at.rows(`select covered_through from source_coverage where source = 'visits'`)).toEqual([
      { covered_through: new Date('2026-11-20T15:00:00Z') },
    ]);
  });
});

const lastFive = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20'];
