import { type Database, holdPublishing, query, withTransaction } from '@pulso/database';
import { AppError, type BusinessDay, businessDayOf } from '@pulso/domain';
import { ensurePartitions } from '../partitions/ensure-partitions.ts';
import { changeZone, leaveNothingBehind, listDaysOfWish, listWholeHistory } from '../zone/change-zone.ts';
import { checkInvariants } from './check-invariants.ts';
import { compareWithStanding } from './compare-with-standing.ts';
import { holdZone } from './hold-zone.ts';
import { moveAccountDays } from './move-account-days.ts';
import { type PublishOutcome, publishMetrics } from './publish-metrics.ts';
import { type DayReadInPart, type RunSql, stageMetrics } from './stage-metrics.ts';
import { nothingStale, type StaleDays } from './stale-days.ts';

const forgetNotes = 'delete from stale_days where tenant_id = $1 and note_id = any ($2::bigint[])';

export interface RebuildRequest {
  /** Business days in the tenant's zone; days that were not read are left as they are. */
  days: readonly BusinessDay[];
  /**
   * What the writers of facts noted as stale, derived as well: where notes name listings only those, which costs what they cost, however
   * many others the seller has. The notes are taken back with what is published.
   */
  stale?: StaleDays;
  /** Decides which days are provisional and stands in `rebuilt_at`. */
  now: Date;
  /** The run, for the book of corrections; null = none. */
  jobLogId?: string | null;
  /** Stops it between two steps; then nothing is written. */
  signal?: AbortSignal;
}

export interface RebuildOutcome extends PublishOutcome {
  /** Of the days that were to be derived, those that kept their former rows, or none, because their orders are not wholly known. */
  daysReadInPart: DayReadInPart[];
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
  { days: asked, stale = nothingStale, now, jobLogId = null, signal }: RebuildRequest,
): Promise<RebuildOutcome> {
  await ensurePartitions(db, [
    ...asked,
    ...stale.days,
    ...stale.namedDays,
    ...(await listDaysOfWish(db, tenantId, now)),
  ]);
  return withTransaction(db, async (transaction) => {
    await holdPublishing(db, tenantId, transaction);
    const run: RunSql = <Row extends object>(sql: string, bind: unknown[]) => {
      signal?.throwIfAborted();
      return query<Row>(db, sql, { bind, transaction });
    };
    const changed = await changeZone(run, tenantId);
    const zone = changed ?? (await holdZone(db, tenantId, transaction));
    if (zone === null) throw new AppError('unknown_tenant', `There is no tenant ${tenantId}`);
    const whole = new Set(changed ? await listWholeHistory(run, { tenantId, now, zone }) : [...asked, ...stale.days]);
    const days = [...new Set([...whole, ...(changed ? [] : stale.namedDays)])];

    const today = businessDayOf(now, zone);
    const isWhole = days.map((day) => whole.has(day));
    const daysReadInPart = await stageMetrics(run, { tenantId, zone, today, now, days, isWhole });
    if (changed) await leaveNothingBehind(run, tenantId);
    const stands = await compareWithStanding(run, { tenantId, isAllWhole: whole.size === days.length });
    if (whole.size < days.length) await moveAccountDays(run, { tenantId, today, now });
    await checkInvariants(run, { tenantId, today });
    const outcome = await publishMetrics(run, { tenantId, now, jobLogId, stands });
    await run(forgetNotes, [tenantId, stale.noteIds]);
    return { ...outcome, daysReadInPart };
  });
}
