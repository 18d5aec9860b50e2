import type { Transaction } from 'sequelize';
import type { Database } from './connect.ts';
import { query } from './query.ts';

/**
 * Waits until nobody else publishes metrics of the tenant, nor takes away the facts that they follow from, and holds others off until the
 * transaction ends. Taken before the first read of facts: an older calculation must never overwrite a newer one's rows.
 */
export async function holdPublishing(db: Database, tenantId: string, transaction: Transaction): Promise<void> {
  await query(db, `select pg_advisory_xact_lock(hashtextextended('publish ' || $1::text, 0))`, {
    bind: [tenantId],
    transaction,
  });
}
