import { type Database, query, readSql, withTransaction } from '@pulso/database';
import { AppError, addDays, type BusinessDay, businessDayOf, startOfBusinessDay } from '@pulso/domain';
import { ensurePartitions } from '../partitions/ensure-partitions.ts';
import { checkInvariants } from './check-invariants.ts';
import { holdZone } from './hold-zone.ts';

const stageTables = readSql(new URL('./stage-tables.sql', import.meta.url));
const stageDays = readSql(new URL('./stage-days.sql', import.meta.url));
const stageOrders = readSql(new URL('./stage-orders.sql', import.meta.url));
const stageFreight = readSql(new URL('./stage-freight.sql', import.meta.url));
const stageLines = readSql(new URL('./stage-lines.sql', import.meta.url));
const stageSold = readSql(new URL('./stage-sold.sql', import.meta.url));
const stageListingDays = readSql(new URL('./stage-listing-days.sql', import.meta.url));
const stageAccountDays = readSql(new URL('./stage-account-days.sql', import.meta.url));
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

/**
 * Derives both metric tables anew from the stored facts, for the given days, in one transaction.
 * Computed aside, checked, and published only if every invariant holds. Twice is the same as once, and rows that did not
 * change are not written.
 *
 * @param options.days business days in the tenant's zone; days that were not read are left as they are
 * @param options.salesDays days since whose last rebuild nothing but orders and freight changed: of those only the listings with sales are
 *   derived, which costs what the sales cost, however many listings there are
 * @param options.now decides which days are provisional and stands in `rebuilt_at`
 * @param options.signal stops it between two steps; then nothing is written
 * @throws AppError `unknown_tenant`; `invariant_broken`, and the old rows stay; the reason of `signal`
 */
export async function rebuildDays(
  db: Database,
  tenantId: string,
  {
    days,
    salesDays = [],
    now,
    signal,
  }: { days: readonly BusinessDay[]; salesDays?: readonly BusinessDay[]; now: Date; signal?: AbortSignal },
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
    const run = <Row extends object>(sql: string, bind: unknown[]) => {
      signal?.throwIfAborted();
      return query<Row>(db, sql, { bind, transaction });
    };

    // A year of a large seller is sorted and joined in memory where the server's own setting would go through files.
    await run(`set local work_mem = '128MB'`, []);
    await run(stageTables, []);
    const starts = asked.map((day) => startOfBusinessDay(day, zone));
    const ends = asked.map((day) => startOfBusinessDay(addDays(day, 1), zone));
    const isSalesOnly = asked.map((day) => !whole.has(day));
    await run(stageDays, [tenantId, zone, asked, starts, ends, isSalesOnly, now]);
    await run(stageOrders, [tenantId]);
    // What was just filled has no statistics, and without them the next step is planned as if it were empty.
    await run('analyze rebuild_days, rebuild_orders', []);
    await run(stageFreight, [tenantId]);
    await run('analyze rebuild_freight', []);
    await run(stageLines, [tenantId]);
    await run('analyze rebuild_lines', []);
    await run(stageSold, [tenantId]);
    await run('analyze rebuild_sold', []);
    await run(stageListingDays, [tenantId, zone, now]);
    await run(stageAccountDays, [tenantId, zone, now]);
    await run('analyze rebuild_listing_days', []);
    await checkInvariants(run, { tenantId, today: businessDayOf(now, zone) });
    await run(compareListingDays, [tenantId]);
    await run('analyze rebuild_changes', []);
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
