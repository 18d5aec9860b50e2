import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { addDays, lastDays, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenShop, openShop } from '../testing/open-shop.ts';
import { extendCoverage } from './extend-coverage.ts';
import { type CoverageSource, type CoverageState, listCoverage, listListingCoverage } from './list-coverage.ts';

const timeZone = 'America/Sao_Paulo';
const TODAY = parseBusinessDay('2026-11-20');
const FIRST = parseBusinessDay('2026-11-17');
const NOW = new Date('2026-11-20T15:00:00Z');
const window = lastDays(TODAY, 4);
const noon = (day: string) => new Date(`${day}T12:00:00-03:00`);

let shop: OpenShop;
beforeAll(async () => {
  shop = await openShop(NOW.toISOString());
});
afterAll(() => shop.close());
beforeEach(async () => {
  for (const table of [
    'source_coverage',
    'source_failures',
    'orders',
    'shipments',
    'account_visits',
    'listing_refusals',
  ])
    await shop.rows(`delete from ${table}`);
  await shop.rows('delete from listings');
});

async function states(source: CoverageSource): Promise<CoverageState[]> {
  const rows = await listCoverage(shop.db, shop.tenantId, { window, timeZone, connectionId: null, sources: [source] });
  return rows.map((row) => row.state);
}

const cover = (source: 'orders' | 'listings', from: Date, to: Date) =>
  extendCoverage(shop.db, shop.tenantId, {
    connectionId: shop.connectionId,
    source,
    stretch: { from, to },
    now: to,
    timeZone,
  });
const coverDays = (first: string, last: string) =>
  cover(
    'orders',
    startOfBusinessDay(parseBusinessDay(first), timeZone),
    startOfBusinessDay(addDays(parseBusinessDay(last), 1), timeZone),
  );
const failed = (source: CoverageSource, days = '[2026-11-17,2026-11-20]') =>
  query(shop.db, `insert into source_failures values ($1, $2, $3, $4, 'meli_unavailable', 'away', $5)`, {
    bind: [shop.tenantId, shop.connectionId, source, days, NOW],
  });

let orderId = 0;
async function order(day: string, given: { shipment?: number; missing?: string[]; status?: string } = {}) {
  orderId += 1;
  await query(
    shop.db,
    `insert into orders (tenant_id, order_id, connection_id, status, date_created, date_closed, last_updated, currency,
       content_hash, read_at, shipment_id, missing)
     values ($1, $2, $3, $4, $5, $5, $5, 'BRL', '', $5, $6, $7)`,
    {
      bind: [
        shop.tenantId,
        orderId,
        shop.connectionId,
        given.status ?? 'paid',
        noon(day),
        given.shipment ?? null,
        given.missing ?? [],
      ],
    },
  );
}
const shipment = (id: number, cost: number | null, refusal: string | null = null) =>
  query(shop.db, 'insert into shipments values ($1, $2, $3, $4, $5, $6)', {
    bind: [shop.tenantId, id, shop.connectionId, cost, NOW, refusal],
  });
async function listing(
  listingId: string,
  given: { created?: string; status?: string; access?: string; readAt?: Date } = {},
) {
  const created = given.access === 'order_only' ? null : noon(given.created ?? '2026-11-01');
  await query(
    shop.db,
    `insert into listings (tenant_id, listing_id, connection_id, access, status, date_created, read_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    {
      bind: [
        shop.tenantId,
        listingId,
        shop.connectionId,
        given.access ?? 'readable',
        given.status ?? 'active',
        created,
        created && (given.readAt ?? NOW),
      ],
    },
  );
}
const visits = (listingId: string, day: string, count: number) =>
  query(shop.db, 'insert into listing_visits values ($1, $2, $3, $4, $5)', {
    bind: [shop.tenantId, listingId, day, count, NOW],
  });
const refuse = (listingId: string, source: 'listings' | 'visits') =>
  query(shop.db, `insert into listing_refusals values ($1, $2, $3, $4, '403', $5, $5)`, {
    bind: [shop.tenantId, listingId, source, shop.connectionId, NOW],
  });

describe('the coverage of orders', () => {
  it('tells each day that was read, was read in part, could not be read, or was never asked for', async () => {
    await coverDays('2026-11-19', '2026-11-19');
    await cover('orders', startOfBusinessDay(TODAY, timeZone), NOW);
    await failed('orders', '[2026-11-18,2026-11-20]');
    expect(await states('orders')).toEqual(['not_yet', 'failed', 'complete', 'partly']);
  });

  it('is partial for a day with a half order, and counts it apart from the whole ones', async () => {
    await coverDays('2026-11-17', '2026-11-18');
    await order('2026-11-17');
    await order('2026-11-17', { missing: ['payments'] });
    await order('2026-11-18');
    const [first, second] = await listCoverage(shop.db, shop.tenantId, {
      window,
      timeZone,
      connectionId: shop.connectionId,
      sources: ['orders'],
    });
    expect(first).toEqual({
      connectionId: shop.connectionId,
      source: 'orders',
      day: FIRST,
      state: 'partly',
      parts: { complete: 1, partly: 1, failed: 0, not_yet: 0 },
    });
    expect(second).toMatchObject({ state: 'complete', parts: { complete: 1, partly: 0 } });
  });

  it('is, after any reads and half orders in any order, what an hour-by-hour list of four days says', async () => {
    const HOURS = 96;
    const start_ms = startOfBusinessDay(FIRST, timeZone).getTime();
    const at = (hour: number) => new Date(start_ms + hour * 3_600_000);
    const hour = fc.integer({ min: 0, max: HOURS });
    const part = fc.tuple(hour, hour).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);
    const day = fc.integer({ min: 0, max: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 6 }),
        fc.uniqueArray(day),
        fc.option(fc.tuple(day, day)),
        async (reads, half, fault) => {
          for (const table of ['source_coverage', 'source_failures', 'orders']) await shop.rows(`delete from ${table}`);
          const isRead = Array.from({ length: HOURS }, () => false);
          for (const [from, to] of reads) {
            await cover('orders', at(from), at(to));
            isRead.fill(true, from, to);
          }
          for (const index of half) await order(addDays(FIRST, index), { missing: ['payments'] });
          const [low, high] = fault ? [Math.min(...fault), Math.max(...fault)] : [1, 0];
          if (fault) await failed('orders', `[${addDays(FIRST, low)},${addDays(FIRST, high)}]`);
          const told = [0, 1, 2, 3].map((index): CoverageState => {
            const hours = isRead.slice(index * 24, index * 24 + 24);
            if (hours.every(Boolean) && !half.includes(index)) return 'complete';
            if (hours.some(Boolean) || half.includes(index)) return 'partly';
            return low <= index && index <= high ? 'failed' : 'not_yet';
          });
          expect(await states('orders')).toEqual(told);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the coverage of freight', () => {
  it('is complete, partial, refused or not begun, whatever is known of the day’s orders', async () => {
    await coverDays('2026-11-17', '2026-11-20');
    for (const [day, id] of [
      ['2026-11-17', 1],
      ['2026-11-18', 2],
      ['2026-11-18', 3],
      ['2026-11-19', 4],
      ['2026-11-20', 5],
    ] as const)
      await order(day, { shipment: id });
    await shipment(1, 0);
    await shipment(2, 9.5);
    await shipment(3, null, '403 access_denied');
    await shipment(4, null, '403 access_denied');
    const rows = await listCoverage(shop.db, shop.tenantId, {
      window,
      timeZone,
      connectionId: null,
      sources: ['freight'],
    });
    expect(rows.map(({ state, parts }) => [state, parts.complete, parts.failed, parts.not_yet])).toEqual([
      ['complete', 1, 0, 0],
      ['partly', 1, 1, 0],
      ['failed', 0, 1, 0],
      ['not_yet', 0, 0, 1],
    ]);
    await failed('freight', '[2026-11-20,2026-11-20]');
    expect(await states('freight')).toEqual(['complete', 'partly', 'failed', 'failed']);
  });

  it('needs the orders: a day of which none, or only a part, was read is not complete for owing nothing', async () => {
    await coverDays('2026-11-17', '2026-11-17');
    await cover('orders', startOfBusinessDay(TODAY, timeZone), NOW);
    expect(await states('freight')).toEqual(['complete', 'not_yet', 'not_yet', 'partly']);
  });

  it('is owed by no cancelled order, and by one whose shipment was never told', async () => {
    await coverDays('2026-11-17', '2026-11-20');
    await order('2026-11-17', { shipment: 1, status: 'cancelled' });
    await order('2026-11-18', { missing: ['shipping'] });
    expect(await states('freight')).toEqual(['complete', 'not_yet', 'complete', 'complete']);
  });
});

describe('the coverage of visits', () => {
  it('counts the listings of each day’s life whose visits are known, refused or never read; zero visits are known', async () => {
    await cover('listings', NOW, NOW);
    await listing('MLB1');
    await listing('MLB2', { created: '2026-11-19' });
    for (const day of ['2026-11-17', '2026-11-18', '2026-11-19']) await visits('MLB1', day, 0);
    await refuse('MLB2', 'visits');
    const rows = await listCoverage(shop.db, shop.tenantId, {
      window,
      timeZone,
      connectionId: null,
      sources: ['visits'],
    });
    expect(rows.map(({ state, parts }) => [state, parts.complete, parts.failed, parts.not_yet])).toEqual([
      ['complete', 1, 0, 0],
      ['complete', 1, 0, 0],
      ['partly', 1, 1, 0],
      ['not_yet', 0, 1, 1],
    ]);
    const own = (listingId: string) =>
      listListingCoverage(shop.db, shop.tenantId, {
        window,
        timeZone,
        connectionId: null,
        sources: ['visits'],
        listingId,
      });
    expect((await own('MLB1')).map((row) => row.state)).toEqual(['complete', 'complete', 'complete', 'not_yet']);
    expect((await own('MLB2')).map((row) => [row.day, row.state])).toEqual([
      ['2026-11-19', 'failed'],
      ['2026-11-20', 'failed'],
    ]);
    expect(await own('MLB3')).toEqual([]);
  });

  it('that were asked for and not told are not waited for, unlike those after the last reading', async () => {
    await listing('MLB1');
    await shop.rows(`update listings set visits_asked_from = '2026-11-17', visits_read_at = '2026-11-19T15:00:00Z'`);
    await visits('MLB1', '2026-11-19', 3);
    expect(await states('visits')).toEqual(['failed', 'failed', 'partly', 'not_yet']);
  });

  it('are not complete while the catalogue itself was not read since the day began', async () => {
    await listing('MLB1');
    for (const day of ['2026-11-18', '2026-11-19', '2026-11-20']) await visits('MLB1', day, 3);
    await cover('listings', noon('2026-11-19'), noon('2026-11-19'));
    expect(await states('visits')).toEqual(['not_yet', 'complete', 'complete', 'partly']);
  });
});

describe('the coverage of listings', () => {
  it('is that of the readings since each day began; a closed listing needs none, a refused one is named', async () => {
    await cover('listings', NOW, NOW);
    await listing('MLB1');
    await listing('MLB2', { readAt: noon('2026-11-18') });
    await listing('MLB3', { readAt: noon('2026-11-18'), status: 'closed' });
    expect(await states('listings')).toEqual(['complete', 'complete', 'partly', 'partly']);
    await refuse('MLB2', 'listings');
    await refuse('MLB9', 'listings');
    const rows = await listListingCoverage(shop.db, shop.tenantId, {
      window,
      timeZone,
      connectionId: null,
      listingId: 'MLB2',
    });
    expect(rows.filter((row) => row.source === 'listings').map((row) => row.state)).toEqual([
      'complete',
      'complete',
      'failed',
      'failed',
    ]);
    expect(await states('listings')).toEqual(['partly', 'partly', 'partly', 'partly']);
  });

  it('has a listing that only orders told of as never read, from its first sale on', async () => {
    await cover('listings', NOW, NOW);
    await listing('MLB1', { access: 'order_only' });
    await order('2026-11-19');
    await shop.rows(`insert into order_lines (tenant_id, order_id, line_no, listing_id, quantity, unit_price)
      select tenant_id, order_id, 1, 'MLB1', 1, 10 from orders`);
    expect(await states('listings')).toEqual(['complete', 'complete', 'not_yet', 'not_yet']);
  });

  it('has failed where the last reading failed and nothing is known, and is not begun before the first', async () => {
    expect(await states('listings')).toEqual(['not_yet', 'not_yet', 'not_yet', 'not_yet']);
    await failed('listings', '(,)');
    expect(await states('listings')).toEqual(['failed', 'failed', 'failed', 'failed']);
  });
});

it('the coverage of the account’s own visits tells days that are known, failed, or were never read', async () => {
  await query(shop.db, 'insert into account_visits values ($1, $2, $3, 0, $4)', {
    bind: [shop.tenantId, shop.connectionId, '2026-11-18', NOW],
  });
  await failed('account_visits', '[2026-11-18,2026-11-19]');
  expect(await states('account_visits')).toEqual(['not_yet', 'complete', 'failed', 'not_yet']);
});

it('coverage is told of one’s own connections alone, sorted by connection, source and day', async () => {
  expect(await listCoverage(shop.db, randomUUID(), { window, timeZone, connectionId: null })).toEqual([]);
  expect(await listCoverage(shop.db, shop.tenantId, { window, timeZone, connectionId: randomUUID() })).toEqual([]);
  const rows = await listCoverage(shop.db, shop.tenantId, { window, timeZone, connectionId: null });
  expect(rows.map((row) => row.source)).toEqual(
    ['listings', 'orders', 'freight', 'visits', 'account_visits'].flatMap((source) => Array(4).fill(source)),
  );
});
