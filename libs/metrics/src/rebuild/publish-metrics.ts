import { readSql } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import { noteCorrections } from '../corrections/note-corrections.ts';
import type { RunSql } from './stage-metrics.ts';

const publishListingDays = readSql(new URL('./publish-listing-days.sql', import.meta.url));
const publishFirstListingDays = readSql(new URL('./publish-first-listing-days.sql', import.meta.url));
const publishAccountDays = readSql(new URL('./publish-account-days.sql', import.meta.url));

/** What was published. */
export interface PublishOutcome {
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
 * Publishes what was computed aside and holds: only rows that differ from those that stand are written, and what they correct is entered
 * in the book of corrections. A first calculation corrects nothing.
 * @param options.stands what was computed was compared with rows that stand (compare-with-standing.ts); else there are none
 */
export async function publishMetrics(
  run: RunSql,
  { tenantId, now, jobLogId, stands }: { tenantId: string; now: Date; jobLogId: string | null; stands: boolean },
): Promise<PublishOutcome> {
  if (stands) await noteCorrections(run, { tenantId, now, jobLogId });
  const [published] = await run<Published>(stands ? publishListingDays : publishFirstListingDays, [tenantId]);
  await run(publishAccountDays, [tenantId]);
  const [summary] = await run<{ days: number; listings: number; rows: number; max_date: BusinessDay | null }>(
    `select
       (select count(distinct day) from rebuild_days)::int as days,
       count(*)::int as listings,
       coalesce(sum(days), 0)::int as rows,
       (select max(date)::text from listing_metrics_daily where tenant_id = $1) as max_date
     from (select count(*) as days from rebuild_listing_days group by listing_id) as listings`,
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
}

interface Published {
  /** rows */
  written: number;
  /** rows */
  removed: number;
}
