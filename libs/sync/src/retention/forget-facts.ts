import { type Database, deleteInBatches, holdPublishing, query, readSql, withTransaction } from '@pulso/database';
import { type BusinessDay, startOfBusinessDay } from '@pulso/domain';

const trimCoverage = readSql(new URL('./trim-coverage.sql', import.meta.url));
const forgetOrders = readSql(new URL('./forget-orders.sql', import.meta.url));
const forgetShipments = readSql(new URL('./forget-shipments.sql', import.meta.url));
const forgetSightings = readSql(new URL('./forget-sightings.sql', import.meta.url));
const forgetListingVisits = readSql(new URL('./forget-listing-visits.sql', import.meta.url));
const forgetAccountVisits = readSql(new URL('./forget-account-visits.sql', import.meta.url));
const forgetStatuses = readSql(new URL('./forget-statuses.sql', import.meta.url));

/**
 * Removes the facts of a tenant from before a day. First their days cease to count as read, between two rebuilds and not during one, so that
 * none takes a day whose facts are half gone for a poor day; then the facts go, in small batches.
 * @returns how many rows were removed
 */
export async function forgetFacts(
  db: Database,
  tenantId: string,
  { firstDay, timeZone, signal }: { firstDay: BusinessDay; timeZone: string; signal?: AbortSignal },
): Promise<number> {
  const firstInstant = startOfBusinessDay(firstDay, timeZone);
  await withTransaction(db, async (transaction) => {
    await holdPublishing(db, tenantId, transaction);
    await query(db, trimCoverage, { bind: [tenantId, firstInstant, firstDay], transaction });
  });
  let removed = 0;
  for (const sql of [forgetOrders, forgetShipments, forgetStatuses]) {
    removed += await deleteInBatches(db, sql, { bind: [tenantId, firstInstant], signal });
  }
  for (const sql of [forgetSightings, forgetListingVisits, forgetAccountVisits]) {
    removed += await deleteInBatches(db, sql, { bind: [tenantId, firstDay], signal });
  }
  return removed;
}
