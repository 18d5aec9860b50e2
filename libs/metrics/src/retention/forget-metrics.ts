import { type Database, deleteInBatches, readSql } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

const forgetListingDays = readSql(new URL('./forget-listing-days.sql', import.meta.url));
const forgetAccountDays = readSql(new URL('./forget-account-days.sql', import.meta.url));

/** Removes the rows of both metric tables from before a day, after their facts have ceased to count as read. @returns how many */
export async function forgetMetrics(
  db: Database,
  tenantId: string,
  { firstDay, signal }: { firstDay: BusinessDay; signal?: AbortSignal },
): Promise<number> {
  const bind = [tenantId, firstDay];
  const ofListings = await deleteInBatches(db, forgetListingDays, { bind, signal });
  return ofListings + (await deleteInBatches(db, forgetAccountDays, { bind, signal }));
}
