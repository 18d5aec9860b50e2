import { type Database, query } from '@pulso/database';
import { type BusinessDay, businessDayOf } from '@pulso/domain';

/** The first day of which orders of the tenant were read, as its zone cuts days; null when none were. */
export async function findFirstDay(
  db: Database,
  tenantId: string,
  { timeZone }: { timeZone: string },
): Promise<BusinessDay | null> {
  const [covered] = await query<{ first: Date | null }>(
    db,
    `select lower(range_merge(range_agg(part))) as first from source_coverage, unnest(covered) as part
     where tenant_id = $1 and source = 'orders'`,
    { bind: [tenantId] },
  );
  return covered?.first ? businessDayOf(covered.first, timeZone) : null;
}
