import { query, write } from '@pulso/database';
import { readCoveredWithin, type Stretch } from '../coverage/read-coverage.ts';
import type { SyncContext } from '../sync-context.ts';
import { cutIntoDays } from './order-days.ts';
import { type DueSweep, planSweep, type Sweep } from './plan-sweep.ts';

/**
 * The slow sweep: reads orders again that reached one of its ages, because a late refund or cancellation is not sure to move
 * `last_updated`. Only what is covered is swept: an order of a day that was never read would make that day look half known.
 * How far an age is swept is noted after its last page, so a run that dies leaves the rest to the next one.
 *
 * @param options.walk stores every order that was sold in a stretch
 * @param options.readThrough up to where orders were known before this run; null before the first
 */
export async function sweepOrders(
  context: SyncContext,
  { walk, readThrough }: { walk: (stretch: Stretch) => Promise<unknown>; readThrough: Date | null },
): Promise<void> {
  const { db, tenantId, connectionId, timeZone } = context;
  const due = await listDueSweeps(context, { readThrough });
  for (const { age_hours, sweptThrough, stretch } of due) {
    const covered = stretch
      ? await readCoveredWithin(db, tenantId, { connectionId, source: 'orders', within: stretch })
      : [];
    for (const day of cutIntoDays(covered, timeZone)) await walk(day);
    await write(
      db,
      `insert into order_sweeps as s (tenant_id, connection_id, age_hours, swept_through) values ($1, $2, $3, $4)
       on conflict (tenant_id, connection_id, age_hours) do update set
         swept_through = greatest(s.swept_through, excluded.swept_through)`,
      { bind: [tenantId, connectionId, age_hours, sweptThrough] },
    );
  }
}

/** The sweeps that are due, with what is left to read for each. */
export async function listDueSweeps(
  context: SyncContext,
  { readThrough }: { readThrough: Date | null },
): Promise<DueSweep[]> {
  const { now, timeZone } = context;
  return planSweep(await listSweeps(context), { readThrough, now, timeZone });
}

async function listSweeps({ db, tenantId, connectionId }: SyncContext): Promise<Sweep[]> {
  const rows = await query<{ age_hours: number; swept_through: Date }>(
    db,
    'select age_hours, swept_through from order_sweeps where tenant_id = $1 and connection_id = $2',
    { bind: [tenantId, connectionId] },
  );
  return rows.map((row) => ({ age_hours: row.age_hours, sweptThrough: row.swept_through }));
}
