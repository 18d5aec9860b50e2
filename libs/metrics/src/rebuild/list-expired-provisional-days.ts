import { type Database, query } from '@pulso/database';
import { type BusinessDay, firstProvisionalDay } from '@pulso/domain';

/**
 * Days whose rows are still marked provisional although they no longer are (contract 4: the first
 * run of each local day recomputes the days for which it ends). The accounts' rows tell it of their listings' too, which are published with
 * them and are far more: whoever reads notices asks every few seconds.
 */
export async function listExpiredProvisionalDays(
  db: Database,
  tenantId: string,
  today: BusinessDay,
): Promise<BusinessDay[]> {
  const rows = await query<{ date: BusinessDay }>(
    db,
    `select distinct date::text as date from account_metrics_daily
     where tenant_id = $1 and provisional and date < $2
     order by 1`,
    { bind: [tenantId, firstProvisionalDay(today)] },
  );
  return rows.map((row) => row.date);
}
