import assert from 'node:assert/strict';
import type { Database } from '@pulso/database';
import type { Simulator } from '@pulso/meli-simulator';
import { readMetrics, sortRows } from '../../libs/jobs/src/testing/read-metrics.ts';

const TABLES = ['listing_metrics_daily', 'account_metrics_daily'] as const;

/** One complete reading: when, and how many days back. */
export interface Read {
  at: Date;
  days: number;
}

/** The rows of both tables. */
export type Rows = Record<(typeof TABLES)[number], object[]>;

/**
 * Holds both metric tables of a tenant against the simulator's own calculation, cell by cell.
 * @param options.connectionId only the rows of one of its connections
 * @param options.level what is stored, without what the truth cannot know of; the truth beside it
 * @returns how many rows were held against it
 * @throws AssertionError that shows the first row that differs
 */
export async function expectTruth(
  db: Database,
  tenantId: string,
  {
    simulator,
    sellerId,
    reads,
    connectionId,
    level = (stored) => stored,
  }: {
    simulator: Simulator;
    sellerId: string;
    reads: readonly Read[];
    connectionId?: string;
    level?: (stored: Rows, expected: Rows) => Rows;
  },
): Promise<number> {
  const truth = simulator.truth({ sellerId, timeZone: 'America/Sao_Paulo', reads });
  const expected: Rows = {
    listing_metrics_daily: sortRows<object>(truth.listingRows),
    account_metrics_daily: sortRows<object>(truth.accountRows),
  };
  const stored: Rows = {
    listing_metrics_daily: await readMetrics(db, 'listing_metrics_daily', tenantId, connectionId),
    account_metrics_daily: await readMetrics(db, 'account_metrics_daily', tenantId, connectionId),
  };
  const held = level(stored, expected);
  for (const table of TABLES) expectSameRows(table, held[table], expected[table]);
  return stored.listing_metrics_daily.length + stored.account_metrics_daily.length;
}

function expectSameRows(table: string, rows: readonly object[], expected: readonly object[]): void {
  const odd = rows.findIndex((row, index) => JSON.stringify(row) !== JSON.stringify(ordered(row, expected[index])));
  if (odd >= 0) assert.deepEqual(rows[odd], expected[odd], table);
  assert.equal(rows.length, expected.length, `rows of ${table}`);
}

/** The same columns in the same order, so that two rows compare as text. */
function ordered(like: object, row: object | undefined): object | undefined {
  return row && Object.fromEntries(Object.keys(like).map((column) => [column, Reflect.get(row, column)]));
}
