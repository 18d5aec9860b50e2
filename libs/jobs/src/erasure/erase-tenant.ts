import { randomUUID } from 'node:crypto';
import { setTenantPaused } from '@pulso/connections';
import { type Database, eraseTenantRows, query, withTransaction } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import { dissolveMembership } from '@pulso/members/records';
import { endRuns } from './end-runs.ts';

/** What is left of a tenant: proof that it was erased. */
export interface ErasureReceipt {
  receiptId: string;
  tenantId: string;
  /** the command line, or an owner on the page */
  askedBy: 'operator' | 'owner';
  askedAt: Date;
  erasedAt: Date;
  /** how many rows went, by table; what had none is not named */
  rows: Record<string, number>;
  /** people who were members of this company only, and are not known any more */
  people: number;
}

/**
 * Takes a company out of the database: what was read of its sellers, what was derived, its runs, keys, audit log, members, and the people
 * who were in no other company. It is paused and its runs are ended first; then everything goes in one transaction, or nothing.
 * Backups and logs that exist outside the database are not reached, and the access that a seller gave ends at Mercado Livre, by the seller.
 *
 * @param options.patience_ms how long its runs may take to end; whoever works on longer finds nothing to write to
 * @throws AppError `unknown_tenant`
 */
export async function eraseTenant(
  { db, clock }: { db: Database; clock: Clock },
  tenantId: string,
  { askedBy, patience_ms = PATIENCE_MS }: Pick<ErasureReceipt, 'askedBy'> & { patience_ms?: number },
): Promise<ErasureReceipt> {
  const askedAt = clock.now();
  await setTenantPaused(db, tenantId, { paused: true, now: askedAt });
  await endRuns(db, tenantId, { now: askedAt, patience_ms });
  return withTransaction(db, async (transaction) => {
    // Whoever would still write for it waits here, and then finds no tenant.
    await query(db, 'select from tenants where tenant_id = $1 for update', { bind: [tenantId], transaction });
    const { members, people } = await dissolveMembership(db, tenantId, { transaction });
    const rows = { ...(members > 0 && { members }), ...(await eraseTenantRows(db, tenantId, { transaction })) };
    const done = { askedBy, askedAt, erasedAt: clock.now(), rows, people };
    const receipt: ErasureReceipt = { receiptId: randomUUID(), tenantId, ...done };
    await query(
      db,
      `insert into erasure_receipts (receipt_id, erased_tenant_id, asked_by, asked_at, erased_at, rows, people)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      {
        bind: [receipt.receiptId, tenantId, askedBy, askedAt, done.erasedAt, JSON.stringify(rows), done.people],
        transaction,
      },
    );
    return receipt;
  });
}

const PATIENCE_MS = 60_000;
