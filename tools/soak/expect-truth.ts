import assert from 'node:assert/strict';
import type { Database } from '@pulso/database';
import type { Simulator } from '@pulso/meli-simulator';
import { readMetrics, sortRows } from '../../libs/jobs/src/testing/read-metrics.ts';

const TABLES = { listing_metrics_daily: 'listingRows', account_metrics_daily: 'accountRows' } as const;

/** One complete reading: when, and how many days back. */
export interface Read {
  at: Date;
  days: number;
}

/**
 * Holds both metric tables of a tenant against the simulator's own calculation, cell by cell.
 * @returns how many rows were held against it
 * @throws AssertionError that shows the first row that differs
 */
export async function expectTruth(
  db: Database,
  tenantId: string,
  { simulator, sellerId, reads }: { simulator: Simulator; sellerId: string; reads: readonly Read[] },
): Promise<number> {
  const truth = simulator.truth({ sellerId, timeZone: 'America/Sao_Paulo', reads });
  let count = 0;
  for (const [table, part] of Object.entries(TABLES)) {
    const rows = await readMetrics(db, table as keyof typeof TABLES, tenantId);
    const expected = sortRows<object>(truth[part]);
    const odd = rows.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(ordered(row, expected[index])));
    if (odd >= 0) assert.deepEqual(rows[odd], expected[odd], table);
    assert.equal(rows.length, expected.length, `rows of ${table}`);
    count += rows.length;
  }
  return count;
}

/** The same columns in the same order, so that two rows compare as text. */
function ordered(like: object, row: object | undefined): object | undefined {
  return row && Object.fromEntries(Object.keys(like).map((column) => [column, Reflect.get(row, column)]));
}
