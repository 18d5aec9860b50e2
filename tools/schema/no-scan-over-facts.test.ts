import { randomUUID } from 'node:crypto';
import { createDatabase, type Database, query } from '@pulso/database';
import { createTestDatabase, withServer } from '@pulso/database/testing';
import { addDays, daysIn, lastDays, parseBusinessDay } from '@pulso/domain';
import {
  ensurePartitions,
  getFallingListings,
  getListingHistory,
  getListingTrends,
  getStockCover,
  listEvidence,
  listStaleDays,
  rebuildDays,
} from '@pulso/metrics';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planSync } from '../../libs/sync/src/plan/plan-sync.ts';
import type { SyncContext } from '../../libs/sync/src/sync-context.ts';
import { drawFacts, tenantOf } from '../bench/metrics/draw-facts.ts';
import { screen } from '../bench/metrics/screen-asks.ts';

const TENANTS = 100;
const SIZE = { tenants: TENANTS, listings: 10, orders: 150, days: 40 };
const LAST_DAY = parseBusinessDay('2026-11-20');
const NOW = new Date('2026-11-20T18:00:00Z');
const ZONE = 'America/Sao_Paulo';
const TENANT = tenantOf(42);
const DAYS = daysIn({ from: addDays(LAST_DAY, 1 - SIZE.days), to: LAST_DAY });

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
  await ensurePartitions(test.db, DAYS);
  await withServer(test.url, (client) => drawFacts(client, { ...SIZE, firstTenant: 1, lastDay: LAST_DAY }));
  for (let number = 1; number <= TENANTS; number += 1) {
    await rebuildDays(test.db, tenantOf(number), { days: DAYS, now: NOW });
  }
  await query(test.db, 'vacuum analyze');
}, 180_000);
afterAll(() => test.drop());

/** Every table with rows of many tenants, by how often it was read from its beginning to its end. */
async function countScans(): Promise<Record<string, number>> {
  const rows = await query<{ name: string; scans: number }>(
    test.db,
    `select relname as name, seq_scan::int as scans from pg_stat_user_tables where n_live_tup > ${TENANTS} order by relname`,
  );
  return Object.fromEntries(rows.map(({ name, scans }) => [name, scans]));
}

/** What a server process has counted it tells at its end at the latest, so the work has connections of its own. */
async function scansOf(work: (db: Database) => Promise<unknown>): Promise<string[]> {
  const before = await countScans();
  const name = `pulso scans ${randomUUID()}`;
  const db = createDatabase({ url: test.url, poolMax: 1, applicationName: name });
  await work(db);
  await db.close();
  await expect
    .poll(() => query(test.db, 'select from pg_stat_activity where application_name = $1', { bind: [name] }))
    .toEqual([]);
  const after = await countScans();
  return Object.keys(after).filter((table) => after[table] !== before[table]);
}

const filter = { window: lastDays(LAST_DAY, 30), connectionId: null };
const listingId = `MLB${42_000_000 + 3}`;
const evidence = { timeZone: ZONE, listingId: null, verdict: null, limit: 50, cursor: null };
const context = (db: Database, connectionId: string): SyncContext => ({
  db,
  tenantId: TENANT,
  connectionId,
  sellerId: '42',
  timeZone: ZONE,
  now: NOW,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onUnknownStatus: () => undefined,
  // A seller who was read before is planned from what is stored.
  get client(): never {
    throw new Error('nobody is to be asked');
  },
});

const works: [string, (db: Database) => Promise<unknown>][] = [
  ...(['totals', 'series', 'comparison', 'ranking'] as const).flatMap((kind) =>
    [7, 30].map((days): [string, (db: Database) => Promise<unknown>] => [
      `${kind} of ${days} days`,
      (db) => screen[kind](db, { tenantId: TENANT, days }),
    ]),
  ),
  ['the orders behind a number', (db) => listEvidence(db, TENANT, { ...filter, ...evidence })],
  [
    'the history of a listing',
    (db) => getListingHistory(db, TENANT, { listingId, window: filter.window, timeZone: ZONE }),
  ],
  ['what each listing sold by day', (db) => getListingTrends(db, TENANT, { ...filter, listingIds: [listingId] })],
  [
    'the listings that fall',
    async (db) => {
      const week = { ...filter, window: lastDays(LAST_DAY, 7) };
      const { rows } = await getFallingListings(db, TENANT, { filter: week, timeZone: ZONE, now: NOW, limit: 5 });
      expect(rows).not.toBeNull();
    },
  ],
  [
    'how long stocks last',
    (db) => getStockCover(db, TENANT, { today: LAST_DAY, connectionId: null, listingIds: null, limit: 9 }),
  ],
  ['a rebuild of a week', (db) => rebuildDays(db, TENANT, { days: daysIn(lastDays(LAST_DAY, 7)), now: NOW })],
  [
    'a rebuild after one changed order',
    async (db) => {
      await query(db, 'insert into stale_days (tenant_id, first_day, last_day, listing_ids) values ($1, $2, $2, $3)', {
        bind: [TENANT, addDays(LAST_DAY, -3), [listingId]],
      });
      await rebuildDays(db, TENANT, { days: [], stale: await listStaleDays(db, TENANT), now: NOW });
    },
  ],
  [
    'the plan of a sync',
    async (db) => {
      const [seller] = await query<{ connection_id: string }>(
        db,
        'select connection_id from connections where tenant_id = $1',
        { bind: [TENANT] },
      );
      const window = lastDays(LAST_DAY, 30);
      await planSync(context(db, seller?.connection_id ?? ''), { window, visitsWindow: window, visits: 'due' });
    },
  ],
];

describe('among a hundred companies, no table of facts or metrics is read through for one of them', () => {
  it.each(works)('by %s', async (_, work) => {
    expect(await scansOf(work)).toEqual([]);
  });

  it('and one that is would be noticed', async () => {
    expect(await scansOf((db) => query(db, 'select count(*) from order_lines where quantity > 1'))).toEqual([
      'order_lines',
    ]);
  });
});
