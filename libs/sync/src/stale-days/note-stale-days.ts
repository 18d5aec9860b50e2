import { type Database, type QueryOptions, query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

/**
 * Notes that the metrics of these days may no longer follow from the facts, in the transaction that changes the facts: then
 * no death of a process between the facts and their rebuild can make a change forgotten.
 * @param options.isSalesOnly nothing but sales changed, and the days were not half known before: then only the listings with sales follow
 */
export async function noteStaleDays(
  db: Database,
  tenantId: string,
  {
    days,
    isSalesOnly,
    transaction,
  }: { days: readonly BusinessDay[]; isSalesOnly: boolean; transaction: NonNullable<QueryOptions['transaction']> },
): Promise<void> {
  if (days.length === 0) return;
  await query(
    db,
    `insert into stale_days (tenant_id, first_day, last_day, sales_only)
     select $1, day, day, $3 from unnest($2::date[]) as x (day)`,
    {
      bind: [tenantId, days, isSalesOnly],
      transaction,
    },
  );
}
