import { readFileSync } from 'node:fs';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { businessDayOf, daysIn, parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getFallingListings } from './queries/get-falling-listings.ts';
import { getListingRanking } from './queries/get-listing-ranking.ts';
import { getMetricComparison } from './queries/get-metric-comparison.ts';
import { getMetricTotals } from './queries/get-metric-totals.ts';
import { getStockCover } from './queries/get-stock-cover.ts';
import { rebuildDays } from './rebuild/rebuild-days.ts';
import { type FactBook, openFactBook } from './testing/fact-book.ts';

interface Asked<Expected> {
  from: string;
  to: string;
  expect: Expected;
}

interface Example {
  example: string;
  now: string;
  readFrom: string;
  listings?: Record<string, string>;
  freight?: Record<string, number>;
  visits?: Record<string, number>;
  accountVisits?: Record<string, number>;
  sightings?: Record<string, { price?: number; stock?: number; clip?: boolean }>;
  orders?: Parameters<FactBook['order']>[0][];
  expect?: Record<string, object | null>;
  totals?: Asked<object>;
  comparison?: Asked<object>;
  ranking?: Asked<object[]>;
  falling?: Asked<object[]>;
  stock?: object[];
}

const page = readFileSync(new URL('../../../docs/metrics.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```json\n(.*?)^```/gms)].map(([, text = '']) => JSON.parse(text) as Example);
const timeZone = 'America/Sao_Paulo';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** The facts of an example, with its days rebuilt. */
async function play(given: Example): Promise<FactBook> {
  const book = await openFactBook(test.db);
  await book.readOrders(given.readFrom, given.now);
  for (const [id, created] of Object.entries(given.listings ?? {})) await book.listing(id, { created });
  for (const [id, cost] of Object.entries(given.freight ?? {})) await book.freight(Number(id), cost);
  for (const [key, visits] of Object.entries(given.visits ?? {})) {
    const [listing = '', day = ''] = key.split(' ');
    await book.visits(listing, day, visits);
  }
  for (const [day, visits] of Object.entries(given.accountVisits ?? {})) await book.accountVisits(day, visits);
  for (const [key, seen] of Object.entries(given.sightings ?? {})) {
    const [listing = '', at = ''] = key.split(' ');
    await book.sighting(listing, at, seen);
  }
  for (const order of given.orders ?? []) await book.order(order);
  const now = new Date(given.now);
  const window = { from: businessDayOf(new Date(given.readFrom), timeZone), to: businessDayOf(now, timeZone) };
  await rebuildDays(test.db, book.tenantId, { days: daysIn(window), now });
  return book;
}

const filterOf = ({ from, to }: Asked<unknown>) => ({
  window: { from: parseBusinessDay(from), to: parseBusinessDay(to) },
  connectionId: null,
});

/** What our numbers say to each question of an example, under the names that the example has for them. */
async function answer(given: Example, book: FactBook): Promise<Record<string, unknown>> {
  const [db, { tenantId }, now] = [test.db, book, new Date(given.now)];
  const told: Record<string, unknown> = {};
  for (const key of Object.keys(given.expect ?? {})) {
    const [subject = '', day = ''] = key.split(' ');
    told[key] = subject === 'account' ? await book.accountRow(day) : await book.listingRow(subject, day);
  }
  if (given.totals) told.totals = await getMetricTotals(db, tenantId, filterOf(given.totals));
  if (given.comparison) {
    const asked = { filter: filterOf(given.comparison), timeZone, now };
    told.comparison = await getMetricComparison(db, tenantId, asked);
  }
  const today = businessDayOf(now, timeZone);
  if (given.ranking) {
    const order = { sort: 'gmv', direction: 'desc', limit: 50, offset: 0, search: null } as const;
    told.ranking = (await getListingRanking(db, tenantId, { ...filterOf(given.ranking), today, ...order })).rows;
  }
  if (given.falling) {
    const asked = { filter: filterOf(given.falling), timeZone, now, limit: 50 };
    told.falling = (await getFallingListings(db, tenantId, asked)).rows;
  }
  if (given.stock) {
    told.stock = await getStockCover(db, tenantId, { today, connectionId: null, listingIds: null, limit: 50 });
  }
  return told;
}

function expectedOf({ expect: rows, totals, comparison, ranking, falling, stock }: Example): Record<string, unknown> {
  return {
    ...rows,
    ...(totals && { totals: totals.expect }),
    ...(comparison && { comparison: comparison.expect }),
    ...(ranking && { ranking: ranking.expect }),
    ...(falling && { falling: falling.expect }),
    ...(stock && { stock }),
  };
}

describe('docs/metrics.md', () => {
  it.each(examples)('is right about: $example', async (given) => {
    expect(await answer(given, await play(given))).toMatchObject(expectedOf(given));
  });

  it('has an example of something in each of its sections, and a section or a word for each column', async () => {
    const sections = page.split(/^## /m).slice(1);
    expect(sections.filter((section) => !section.includes('```json'))).toEqual([]);
    const columns = await query<{ column_name: string }>(
      test.db,
      `select distinct column_name from information_schema.columns
       where table_schema = 'public' and table_name in ('listing_metrics_daily', 'account_metrics_daily')`,
      {},
    );
    const keys = ['tenant_id', 'connection_id', 'listing_id', 'date', 'rebuilt_at'];
    const told = columns.map((row) => row.column_name).filter((name) => !keys.includes(name));
    expect(told.length).toBeGreaterThan(15);
    expect(told.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('expects something of every example', () => {
    expect(examples.length).toBeGreaterThan(10);
    expect(examples.filter((given) => Object.keys(expectedOf(given)).length === 0)).toEqual([]);
  });
});
