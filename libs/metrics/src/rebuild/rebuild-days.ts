import { type Database, query, withTransaction } from '@pulso/database';
import { AppError, type BusinessDay, businessDayOf } from '@pulso/domain';
import { ensurePartitions } from '../partitions/ensure-partitions.ts';
import { changeZone, leaveNothingBehind, listDaysOfWish, listWholeHistory } from '../zone/change-zone.ts';
import { checkInvariants } from './check-invariants.ts';
import { holdZone } from './hold-zone.ts';
import { publishMetrics, type RebuildOutcome } from './publish-metrics.ts';
import { type RunSql, stageMetrics } from './stage-metrics.ts';

export interface RebuildRequest {
  /** Business days in the tenant's zone; days that were not read are left as they are. */
  days: readonly BusinessDay[];
  /**
   * Days since whose last rebuild nothing but orders and freight changed: of those only the listings with sales are derived, which costs
   * what the sales cost, however many listings there are.
   */
  salesDays?: readonly BusinessDay[];
  /** Decides which days are provisional and stands in `rebuilt_at`. */
  now: Date;
  /** The run, for the book of corrections; null = none. */
  jobLogId?: string | null;
  /** Stops it between two steps; then nothing is written. */
  signal?: AbortSignal;
}

/**
 * Derives both metric tables anew from the stored facts, for the given days, in one transaction.
 * Computed aside, checked, and published only if every invariant holds. Twice is the same as once, and rows that did not
 * change are not written.
 *
 * A tenant that wished for another time zone has its whole history derived instead, and the zone is published with it.
 * @throws AppError `unknown_tenant`; `invariant_broken`, and the old rows stay; the reason of `signal`
 */
export async function rebuildDays(
  db: Database,
  tenantId: string,
  { days, salesDays = [], now, jobLogId = null, signal }: RebuildRequest,
): Promise<RebuildOutcome> {
  await ensurePartitions(db, [...days, ...salesDays, ...(await listDaysOfWish(db, tenantId, now))]);
  return withTransaction(db, async (transaction) => {
    // Before the first read of facts: an older rebuild must never overwrite a newer one's rows.
    await query(db, `select pg_advisory_xact_lock(hashtextextended('publish ' || $1::text, 0))`, {
      bind: [tenantId],
      transaction,
    });
    const run: RunSql = <Row extends object>(sql: string, bind: unknown[]) => {
      signal?.throwIfAborted();
      return query<Row>(db, sql, { bind, transaction });
    };
    const changed = await changeZone(run, tenantId);
    const zone = changed ?? (await holdZone(db, tenantId, transaction));
    if (zone === null) throw new AppError('unknown_tenant', `There is no tenant ${tenantId}`);
    const whole = new Set(changed ? await listWholeHistory(run, { tenantId, now, zone }) : days);
    const asked = [...new Set([...whole, ...(changed ? [] : salesDays)])];

    await stageMetrics(run, { tenantId, zone, now, days: asked, isSalesOnly: asked.map((day) => !whole.has(day)) });
    if (changed) await leaveNothingBehind(run, tenantId);
    await checkInvariants(run, { tenantId, today: businessDayOf(now, zone) });
    return publishMetrics(run, { tenantId, now, jobLogId });
  });
}
