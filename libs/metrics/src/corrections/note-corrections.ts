import { readSql } from '@pulso/database';
import type { RunSql } from '../rebuild/stage-metrics.ts';

const sql = readSql(new URL('./note-corrections.sql', import.meta.url));

/** What a correction is not about: the row's own key, and what follows from the clock alone. */
const NOT_CORRECTED = ['tenant_id', 'listing_id', 'date', 'provisional', 'rebuilt_at'];

/**
 * Enters every change of a settled day into the book of corrections, after the comparison and before the publishing of a rebuild.
 * The first calculation of a day, and changes while its figures are provisional, are no corrections.
 * @param run runs a statement in the rebuild's transaction
 * @param options.jobLogId the run that corrects; null = somebody by hand
 */
export async function noteCorrections(
  run: RunSql,
  { tenantId, now, jobLogId }: { tenantId: string; now: Date; jobLogId: string | null },
): Promise<void> {
  await run(sql, [tenantId, now, jobLogId, NOT_CORRECTED]);
}
