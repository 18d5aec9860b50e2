import { type Database, query, readSql } from '@pulso/database';
import { type BusinessDay, businessDayOf, firstProvisionalDay } from '@pulso/domain';
import type { MetricsFilter } from '../queries/metrics-filter.ts';
import type { CorrectedCells } from './list-corrections.ts';

const sql = readSql(new URL('./list-days-as-of.sql', import.meta.url));

/** A row of a metrics table as it stood, its columns by name. */
export interface DayAsOf {
  date: BusinessDay;
  cells: CorrectedCells;
}

/**
 * The days of a window as a report of that instant showed them: today's rows with every later correction taken back. Days that had not
 * settled by then, or that were first calculated later, are absent.
 * @param options.listingId the rows of this listing; null = those of the accounts
 * @param options.asOf not longer ago than corrections are kept
 */
export async function listDaysAsOf(
  db: Database,
  tenantId: string,
  {
    window,
    connectionId,
    listingId,
    asOf,
    timeZone,
  }: MetricsFilter & { listingId: string | null; asOf: Date; timeZone: string },
): Promise<DayAsOf[]> {
  const provisionalFrom = firstProvisionalDay(businessDayOf(asOf, timeZone));
  return query<DayAsOf>(db, sql, {
    bind: [tenantId, window.from, window.to, connectionId, listingId, asOf, provisionalFrom],
  });
}
