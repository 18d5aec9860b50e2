import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { query } from '@pulso/database';
import { openSimulatedSeller } from '../../../libs/jobs/src/testing/simulated-seller.ts';

export interface Size {
  listings: number;
  ordersPerDay: number;
}

/** What a day of one seller costs: 24 hourly syncs, of which the one at night reads all visits. */
export interface DayCost {
  calls: number;
  /** inserted or updated, in all tables */
  rowsWritten: number;
  /** in which the run worked, with PostgreSQL and the simulator on the same machine: more than the product alone needs */
  work_ms: number;
  /** stored for each listing and day, with its share of orders, runs and indexes */
  bytesPerListingDay: number;
}

const ANCHOR = Date.parse('2026-11-18T03:00:00Z');
const HOUR_MS = 3_600_000;
const FIRST_DAYS = 30;
const NIGHT_HOUR = 3;
/** The server tells what it counted once a second. */
const COUNTED_MS = 1_500;

/** Lives through one simulated day after the first sync. */
export async function measureDay(size: Size): Promise<DayCost> {
  const seller = await openSimulatedSeller({
    at: new Date(ANCHOR).toISOString(),
    seed: 'scale',
    anchorDay: '2026-11-20',
    world: { ...size, historyDays: FIRST_DAYS + 10 },
  });
  const calls = () => Object.values(seller.simulator.counters()).reduce((sum, count) => sum + count, 0);
  const sync = async (params: object) => {
    const run = await seller.run('sync-mercadolivre', params);
    assert.equal(run.status, 'SUCCESS', JSON.stringify(run.metadata));
  };
  try {
    const empty_bytes = await readBytes(seller.db);
    await sync({ daysBack: FIRST_DAYS });
    const before = { calls: calls(), rows: await countWritten(seller.db) };
    const began_ms = performance.now();
    for (let hour = 1; hour <= 24; hour += 1) {
      seller.moveTo(new Date(ANCHOR + hour * HOUR_MS).toISOString());
      await sync(hour === NIGHT_HOUR ? { daysBack: FIRST_DAYS } : { daysBack: FIRST_DAYS, visits: 'due' });
    }
    const work_ms = performance.now() - began_ms;
    const stored_bytes = (await readBytes(seller.db)) - empty_bytes;
    return {
      calls: calls() - before.calls,
      rowsWritten: (await countWritten(seller.db)) - before.rows,
      work_ms,
      bytesPerListingDay: stored_bytes / size.listings / (FIRST_DAYS + 1),
    };
  } finally {
    await seller.close();
  }
}

type Db = Parameters<typeof query>[0];

async function countWritten(db: Db): Promise<number> {
  await setTimeout(COUNTED_MS);
  const [row] = await query<{ rows: string }>(db, 'select sum(n_tup_ins + n_tup_upd) as rows from pg_stat_user_tables');
  return Number(row?.rows ?? 0);
}

async function readBytes(db: Db): Promise<number> {
  const [row] = await query<{ bytes: string }>(
    db,
    `select sum(pg_total_relation_size(oid)) as bytes from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  return Number(row?.bytes ?? 0);
}
