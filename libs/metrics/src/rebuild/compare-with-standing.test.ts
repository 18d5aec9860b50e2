import { randomUUID } from 'node:crypto';
import { query, readSql, withTransaction } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { parseBusinessDay } from '@pulso/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensurePartitions } from '../partitions/ensure-partitions.ts';
import { compareWithStanding } from './compare-with-standing.ts';
import type { RunSql } from './stage-metrics.ts';

const stageTables = readSql(new URL('./stage-tables.sql', import.meta.url));

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
  await ensurePartitions(test.db, ['2026-09-01', '2026-10-01', '2026-11-01'].map(parseBusinessDay));
});
afterAll(() => test.drop());

/** How the server would compare, with so many rows computed. */
const planWith = (computed: number): Promise<string> =>
  withTransaction(test.db, async (transaction) => {
    const plan: string[] = [];
    const run: RunSql = async <Row extends object>(sql: string, bind: unknown[]) => {
      if (sql.includes(' as stands')) return [{ stands: true, computed }] as unknown as Row[];
      if (!sql.includes('insert into rebuild_changes')) return query<Row>(test.db, sql, { bind, transaction });
      const lines = await query<{ 'QUERY PLAN': string }>(test.db, `explain ${sql}`, { bind, transaction });
      plan.push(...lines.map((line) => line['QUERY PLAN']));
      return [];
    };
    await query(test.db, stageTables, { transaction });
    await query(test.db, 'create unique index on rebuild_listing_days (listing_id, date)', { transaction });
    await compareWithStanding(run, { tenantId: randomUUID(), isAllWhole: true });
    const [after] = await query(test.db, `select current_setting('enable_sort') as sorts`, { transaction });
    expect(after).toEqual({ sorts: 'on' });
    return plan.join('\n');
  });

it('a year of a large seller is held against what stands in the order of its key, and nothing is sorted for it', async () => {
  const [server] = await query<{ version: number }>(
    test.db,
    `select current_setting('server_version_num')::int as version`,
  );
  const plan = await planWith(250_000);
  // Only since 17 a server keeps the order of an index of which it reads a list of days; one before that hashes.
  const isInOrder = (server?.version ?? 0) >= 170_000;
  expect(plan).toMatch(isInOrder ? /Merge Append\b[^]*listing_metrics_daily_2026_10_pkey/ : /Hash Full Join/);
  expect(plan).not.toMatch(/-> +Sort\b/);
  expect(plan).not.toContain('rebuild_cells c');
});

it('of few rows the server decides for itself how they are compared', async () => {
  expect(await planWith(249_999)).not.toBe(await planWith(250_000));
});
