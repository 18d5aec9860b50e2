import { type Database, query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import type { MetricsFilter } from '../queries/metrics-filter.ts';

/** Columns of a metrics table by name, as they stood or stand: money in reais, null = not known. */
export type CorrectedCells = Record<string, string | number | boolean | null>;

export interface Correction {
  correctionId: string;
  date: BusinessDay;
  connectionId: string;
  /** null = of the account. */
  listingId: string | null;
  correctedAt: Date;
  /** null = no run: a rebuild by hand. */
  jobLogId: string | null;
  /** The columns that differ; null = there was no row. */
  old: CorrectedCells | null;
  /** The same now; null = there is no row any more. */
  new: CorrectedCells | null;
}

interface Row {
  correction_id: string;
  date: BusinessDay;
  connection_id: string;
  listing_id: string | null;
  corrected_at: Date;
  job_log_id: string | null;
  old: CorrectedCells | null;
  new: CorrectedCells | null;
}

/**
 * What changed on the settled days of a window after they were settled, the newest change first.
 * @param options.listingId only of this listing; null = of the accounts
 * @param options.before the `correctionId` that the last page ended with; null = the first page
 */
export async function listCorrections(
  db: Database,
  tenantId: string,
  {
    window,
    connectionId,
    listingId,
    limit,
    before,
  }: MetricsFilter & { listingId: string | null; limit: number; before: string | null },
): Promise<Correction[]> {
  const rows = await query<Row>(
    db,
    `select correction_id::text as correction_id, date::text as date, connection_id, listing_id, corrected_at, job_log_id, old, new
     from metrics_corrections
     where tenant_id = $1 and date between $2 and $3 and ($4::uuid is null or connection_id = $4)
       and listing_id is not distinct from $5::text
       and ($6::bigint is null or correction_id < $6)
     order by metrics_corrections.correction_id desc
     limit $7`,
    { bind: [tenantId, window.from, window.to, connectionId, listingId, before, limit] },
  );
  return rows.map((row) => ({
    correctionId: row.correction_id,
    date: row.date,
    connectionId: row.connection_id,
    listingId: row.listing_id,
    correctedAt: row.corrected_at,
    jobLogId: row.job_log_id,
    old: row.old,
    new: row.new,
  }));
}
