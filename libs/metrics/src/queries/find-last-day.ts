import { type Database, query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

/** The newest day of which a listing of the tenant has a row; null without rows. */
export async function findLastDay(db: Database, tenantId: string): Promise<BusinessDay | null> {
  const [found] = await query<{ last_day: BusinessDay | null }>(
    db,
    'select max(date)::text as last_day from listing_metrics_daily where tenant_id = $1',
    { bind: [tenantId] },
  );
  return found?.last_day ?? null;
}
