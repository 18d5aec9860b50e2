import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Database } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import { listStaleDays, rebuildDays } from '@pulso/metrics';
import type { BareClient } from './draw-facts.ts';
import { timed } from './timed.ts';

const changeOrders = readFileSync(new URL('./change-orders.sql', import.meta.url), 'utf8');

/** Where fifty changed orders lie: half of them today and the others of the last forty days, or each on another day of the year. */
export type Spread = 'hour' | 'year';

/** The most that a changed order may take along: itself, with what shares its purchase or its parcel. */
const ROWS_MAX = 50 * 4;

/** Changes fifty orders, and notes them as a sync does. */
export async function changeFiftyOrders(
  client: BareClient,
  { tenantId, spread, round, today }: { tenantId: string; spread: Spread; round: number; today: BusinessDay },
): Promise<void> {
  const { rows } = await client.query<{ orders: number }>(changeOrders, [tenantId, spread, round, today]);
  assert.equal(rows[0]?.orders, 50, 'fifty orders were to change');
}

/** From the notes of a sync to the published rows; answers with how many were written. */
export async function followNotes(db: Database, tenantId: string, now: Date): Promise<number> {
  const stale = await listStaleDays(db, tenantId);
  return (await rebuildDays(db, tenantId, { days: [], stale, now })).rowsUpserted;
}

/**
 * What it takes to follow fifty changed orders, from the notes that a sync leaves of them to the published rows.
 * @param options.rounds each changes orders of other days than any other
 * @returns milliseconds of each round
 */
export async function measureChanges(
  { db, client }: { db: Database; client: BareClient },
  {
    tenantId,
    spread,
    rounds,
    now,
    today,
  }: { tenantId: string; spread: Spread; rounds: readonly number[]; now: Date; today: BusinessDay },
): Promise<number[]> {
  const times: number[] = [];
  for (const round of rounds) {
    await changeFiftyOrders(client, { tenantId, spread, round, today });
    times.push(
      await timed(client, async () => {
        const rowsUpserted = await followNotes(db, tenantId, now);
        assert.ok(rowsUpserted >= 40 && rowsUpserted < ROWS_MAX, `${rowsUpserted} rows followed fifty changed orders`);
      }),
    );
  }
  return times;
}
