import { type Database, query, readSql, withTransaction } from '@pulso/database';
import { AppError, type BusinessDay, businessDayOf } from '@pulso/domain';
import { noteCorrections } from '../corrections/note-corrections.ts';
import { ensurePartitions } from '../partitions/ensure-partitions.ts';
import { checkInvariants } from './check-invariants.ts';
import { holdZone } from './hold-zone.ts';
import { type RunSql, stageMetrics } from './stage-metrics.ts';

const compareListingDays = readSql(new URL('./compare-listing-days.sql', import.meta.url));
const publishListingDays = readSql(new URL('./publish-listing-days.sql', import.meta.url));
const publishAccountDays = readSql(new URL('./publish-account-days.sql', import.meta.url));

export interface RebuildOutcome {
  /** Days of the request on which at least one connection's orders are fully read. */
  daysProcessed: number;
  /** Listings that have a row on those days. */
  listingsProcessed: number;
  /** Rows of `listing_metrics_daily` that those days have now. */
  rowsComputed: number;
  /** Rows of `listing_metrics_daily` written because they are new or differ. */
  rowsUpserted: number;
  /** Rows of `listing_metrics_daily` that had lost their reason to exist. */
  rowsRemoved: number;
  /** MAX(date) over all of the tenant's listing rows; null without rows. */
  maxDateAfterRebuild: BusinessDay | null;
}

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
 * @throws AppError `unknown_tenant`; `invariant_broken`, and the old rows stay; the reason of `signal`
 */
export async function rebuildDays(
  db: Database,
  tenantId: string,
  { days, salesDays = [], now, jobLogId = null, signal }: RebuildRequest,
): Promise<RebuildOutcome> {
  const whole = new Set(days);
  const asked = [...new Set([...days, ...salesDays])];
  await ensurePartitions(db, asked);
  return withTransaction(db, async (transaction) => {
    // Before the first read of facts: an older rebuild must never overwrite a newer one's rows.
    await query(db, `select pg_advisory_xact_lock(hashtextextended('publish ' || $1::text, 0))`, {
      bind: [tenantId],
      transaction,
    });
    const zone = await holdZone(db, tenantId, transaction);
    if (zone === null) throw new AppError('unknown_tenant', `There is no tenant ${tenantId}`);
    const run: RunSql = <Row extends object>(sql: string, bind: unknown[]) => {
      signal?.throwIfAborted();
      return query<Row>(db, sql, { bind, transaction });
    };

    await stageMetrics(run, { tenantId, zone, now, days: asked, isSalesOnly: asked.map((day) => !whole.has(day)) });
    await checkInvariants(run, { tenantId, today: businessDayOf(now, zone) });
    await run(compareListingDays, [tenantId]);
    await run('analyze rebuild_changes', []);
    await noteCorrections(run, { tenantId, now, jobLogId });
    const [published] = await run<{ written: number; removed: number }>(publishListingDays, [tenantId]);
    await run(publishAccountDays, [tenantId]);
    const [summary] = await run<{ days: number; listings: number; rows: number; max_date: BusinessDay | null }>(
      `select
         (select count(distinct day) from rebuild_days)::int as days,
         (select count(distinct listing_id) from rebuild_listing_days)::int as listings,
         (select count(*) from rebuild_listing_days)::int as rows,
         (select max(date)::text from listing_metrics_daily where tenant_id = $1) as max_date`,
      [tenantId],
    );
    return {
      daysProcessed: summary?.days ?? 0,
      listingsProcessed: summary?.listings ?? 0,
      rowsComputed: summary?.rows ?? 0,
      rowsUpserted: published?.written ?? 0,
      rowsRemoved: published?.removed ?? 0,
      maxDateAfterRebuild: summary?.max_date ?? null,
    };
  });
}
