import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '@pulso/domain';
import { Transaction } from 'sequelize';
import type { Database } from './connect.ts';
import { enterTenant } from './tenant-wall/enter-tenant.ts';
import { toDatabaseError } from './to-database-error.ts';

const LEVELS = {
  'read committed': Transaction.ISOLATION_LEVELS.READ_COMMITTED,
  'repeatable read': Transaction.ISOLATION_LEVELS.REPEATABLE_READ,
  serializable: Transaction.ISOLATION_LEVELS.SERIALIZABLE,
};

const inside = new AsyncLocalStorage<true>();

/** Whether the code that asks was called by the work of a transaction: then it must wait for nobody but the database. */
export function isInTransaction(): boolean {
  return inside.getStore() === true;
}

/**
 * Runs `work` in a transaction: its end commits, what it throws rolls back, and so does what `db.beforeCommit` throws.
 * @param options `isolation`: `read committed` when left out
 * @throws AppError `database_unavailable`; else what `work` or `db.beforeCommit` threw
 */
export async function withTransaction<Result>(
  db: Database,
  work: (transaction: Transaction) => Promise<Result>,
  { isolation = 'read committed' }: { isolation?: keyof typeof LEVELS } = {},
): Promise<Result> {
  try {
    const transaction = await db.sequelize.transaction({ isolationLevel: LEVELS[isolation] });
    const result = await inside
      .run(true, async () => {
        if (db.tenantId) await db.sequelize.query(enterTenant, { bind: [db.tenantId], transaction });
        const worked = await work(transaction);
        await db.beforeCommit?.(transaction);
        return worked;
      })
      .catch((error: unknown) => undo(transaction, toDatabaseError(error)));
    await transaction.commit();
    return result;
  } catch (error) {
    throw toDatabaseError(error);
  }
}

/** Rolls back, and throws `error` on whatever comes of that. */
async function undo(transaction: Transaction, error: unknown): Promise<never> {
  const isLost = error instanceof AppError && error.code === 'database_unavailable';
  await (isLost ? giveUp(transaction) : transaction.rollback()).catch(() => {});
  throw error;
}

/**
 * Drops the connection, upon which the server rolls back. Sequelize's own `rollback` would try to send a statement
 * and complain on the console. The method exists in every release of version 6, which is pinned; its types hide it.
 */
function giveUp(transaction: Transaction): Promise<void> {
  return (transaction as unknown as { forceCleanup(): Promise<void> }).forceCleanup();
}
