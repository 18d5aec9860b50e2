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
  // One connection each: the server counts what each of them reads.
  const tests = [await createTestDatabase({ poolMax: 1 }), await createTestDatabase({ poolMax: 1 })];
  try {
    const [few, many] = tests.map((test) => test.db);
    if (!few || !many) throw new Error('two databases were expected');
    await openTenants(few, 1_000);
    await openTenants(many, 10_000);
    const times: [number[], number[]] = [[], []];
    for (let look = 0; look < LOOKS; look += 1) {
      times[0].push(await timeLook(few));
      times[1].push(await timeLook(many));
    }
    const [rowsOfFew, rows] = [await countRows(few), await countRows(many)];
    await query(many, 'update schedule_looks set look_at = $1 where look_at <= $2', { bind: [later(NOW), NOW] });
    await query(many, 'vacuum analyze');
    const idleRows = await countRows(many);
    const of = `${DUE} due of 10000 tenants`;
    // The fastest look of each: what is slower is slower for other reasons than ours.
    const [reference = Number.NaN, fastest = Number.NaN] = times.map((all) => Math.min(...all));
    return [
      { name: `schedule: rows read by a look, ${of}`, value: rows, unit: 'rows', reference: rowsOfFew, bound: 1.1 },
      {
        name: 'schedule: rows read per due tenant',
        value: rows / DUE,
        unit: 'rows',
        reference: ROWS_PER_TENANT,
        bound: 1,
      },
      { name: `schedule: time of a look, ${of}`, value: fastest, unit: 'ms', reference, bound: 2 },
      { name: 'schedule: rows read by a look with nobody due', value: idleRows, unit: 'rows', reference: 1, bound: 1 },
    ].map(judgeRow);
  } finally {
    for (const test of tests) await test.drop();
  }
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
