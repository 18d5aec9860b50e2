import { readFileSync } from 'node:fs';
import { type Database, query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { planTenant } from '../../../apps/scheduler/src/plan/plan-tenant.ts';
import { listScheduleTargets } from '../../../apps/scheduler/src/start/list-schedule-targets.ts';
import { putOffLooks } from '../../../apps/scheduler/src/start/put-off-looks.ts';
import { type BenchRow, judgeRow } from '../bench-row.ts';

const HOUR = new Date('2026-11-23T12:00:00Z');
/** When everybody's delay has passed. */
const NOW = new Date('2026-11-23T12:10:00Z');
const DUE = 50;
const LOOKS = 31;
/** A day of hourly runs may have to be gone through for the last night, and some ten rows say the rest. */
const ROWS_PER_TENANT = 40;
const drawTenants = readFileSync(new URL('./draw-tenants.sql', import.meta.url), 'utf8');

/** What one look for due work costs among 10,000 tenants beside one among 1,000, with the same number due; timed in turns. */
export async function benchSchedule(): Promise<BenchRow[]> {
  return withTenants([1_000, 10_000], async (few, many) => {
    const times: [number[], number[]] = [[], []];
    for (let look = 0; look < LOOKS; look += 1) {
      times[0].push(await timeLook(few));
      times[1].push(await timeLook(many));
    }
    // The fastest look of each: what is slower is slower for other reasons than ours.
    const [reference = Number.NaN, value = Number.NaN] = times.map((all) => Math.min(...all));
    const time = {
      name: `schedule: time of a look, ${DUE} due of 10000 tenants`,
      value,
      unit: 'ms',
      reference,
      bound: 2,
    };
    return [...(await countLooks(few, many, 10_000)), judgeRow(time)];
  });
}

/** The rows alone that a look reads, among fewer tenants: a check that needs no quiet machine. */
export function countScheduleRows(): Promise<BenchRow[]> {
  return withTenants([1_000, 3_000], (few, many) => countLooks(few, many, 3_000));
}

async function withTenants(
  [few, many]: [number, number],
  work: (few: Database, many: Database) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  // One connection each: the server counts what each of them reads.
  const [one, other] = [await createTestDatabase({ poolMax: 1 }), await createTestDatabase({ poolMax: 1 })];
  try {
    await openTenants(one.db, few);
    await openTenants(other.db, many);
    return await work(one.db, other.db);
  } finally {
    await one.drop();
    await other.drop();
  }
}

async function countLooks(few: Database, many: Database, tenants: number): Promise<BenchRow[]> {
  const [reference, value] = [await countRows(few), await countRows(many)];
  await query(many, 'update schedule_looks set look_at = $1 where look_at <= $2', { bind: [later(NOW), NOW] });
  await query(many, 'vacuum analyze');
  const idleRows = await countRows(many);
  const unit = 'rows';
  return [
    { name: `schedule: rows read by a look, ${DUE} due of ${tenants} tenants`, value, unit, reference, bound: 1.1 },
    { name: 'schedule: rows read per due tenant', value: value / DUE, unit, reference: ROWS_PER_TENANT, bound: 1 },
    { name: 'schedule: rows read by a look with nobody due', value: idleRows, unit, reference: 1, bound: 1 },
  ].map(judgeRow);
}

/** Draws them, and has looks put off whoever owes nothing, as the scheduler does. */
async function openTenants(db: Database, tenants: number): Promise<void> {
  await query(db, drawTenants, { bind: [tenants, DUE, HOUR] });
  await query(db, 'vacuum analyze');
  for (;;) {
    const targets = await listScheduleTargets(db, NOW);
    const idle = targets.flatMap((target) => {
      const { due, lookAt } = planTenant(target, NOW);
      return due.length > 0 ? [] : [{ tenantId: target.tenantId, lookAt, changes: target.changes }];
    });
    await putOffLooks(db, idle);
    if (idle.length > 0) continue;
    if (targets.length !== DUE) throw new Error(`${targets.length} tenants are due, ${DUE} were drawn`);
    return void (await query(db, 'vacuum analyze'));
  }
}

const later = (instant: Date) => new Date(instant.getTime() + 3_600_000);

async function lookOnce(db: Database, now: Date): Promise<void> {
  for (const target of await listScheduleTargets(db, now)) planTenant(target, now);
}

async function timeLook(db: Database): Promise<number> {
  const began = performance.now();
  await lookOnce(db, NOW);
  return performance.now() - began;
}

/** The rows that the server reads from our tables for one look, through indexes or not. */
async function countRows(db: Database): Promise<number> {
  const read = async () => {
    await query(db, 'select pg_stat_force_next_flush()');
    const [sum] = await query<{ rows: number }>(
      db,
      'select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_user_tables',
    );
    return sum?.rows ?? Number.NaN;
  };
  const before = await read();
  await lookOnce(db, NOW);
  return (await read()) - before;
}
