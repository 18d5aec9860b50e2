import { randomUUID } from 'node:crypto';
import { type Database, query, withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { Transaction } from 'sequelize';

/**
 * Ends a connection: its keys are forgotten, its history stays, the seller is free for another tenant.
 * @param options.alongside what is kept of it elsewhere, in the same transaction
 * @throws AppError `not_found` when the tenant has no such connection
 */
export async function disconnectSeller(
  db: Database,
  tenantId: string,
  {
    connectionId,
    now,
    alongside,
  }: { connectionId: string; now: Date; alongside?: (transaction: Transaction) => Promise<void> },
): Promise<void> {
  await withTransaction(db, async (transaction) => {
    const rows = await query(
      db,
      `update connections set status = 'disconnected', status_reason = null, status_at = $3
       where tenant_id = $1 and connection_id = $2 returning connection_id`,
      { bind: [tenantId, connectionId, now], transaction },
    );
    if (rows.length === 0) throw new AppError('not_found', `There is no connection ${connectionId}`);
    await query(
      db,
      `with forgotten as (
         delete from connection_tokens where tenant_id = $1 and connection_id = $2 returning version
       )
       insert into token_ledger (tenant_id, connection_id, entry_id, event, version, began_at, ended_at, outcome)
       select $1, $2, $4::uuid, 'disconnection', version, $3::timestamptz, $3, 'forgotten' from forgotten`,
      { bind: [tenantId, connectionId, now, randomUUID()], transaction },
    );
    await alongside?.(transaction);
  });
}
