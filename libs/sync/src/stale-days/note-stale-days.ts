import { type Database, type QueryOptions, query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

/**
 * Notes that the metrics of these days may no longer follow from the facts, in the transaction that changes the facts: then
 * no death of a process between the facts and their rebuild can make a change forgotten.
 */
export async function noteStaleDays(
  db: Database,
  tenantId: string,
  { days, transaction }: { days: readonly BusinessDay[]; transaction: NonNullable<QueryOptions['transaction']> },
): Promise<void> {
  if (days.length === 0) return;
  await query(
    db,
    'insert into stale_days (tenant_id, first_day, last_day) select $1, day, day from unnest($2::date[]) as x (day)',
    {
      bind: [tenantId, days],
      transaction,
    },
  );
}
