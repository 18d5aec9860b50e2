import { Transaction } from 'sequelize';
import type { Database } from './connect.ts';
import { toDatabaseError } from './to-database-error.ts';

const LEVELS = {
  'read committed': Transaction.ISOLATION_LEVELS.READ_COMMITTED,
  'repeatable read': Transaction.ISOLATION_LEVELS.REPEATABLE_READ,
  serializable: Transaction.ISOLATION_LEVELS.SERIALIZABLE,
};

/**
 * Runs `work` in a transaction: its end commits, what it throws rolls back.
 * @param options `isolation`: `read committed` when left out
 * @throws AppError `database_unavailable`; else what `work` threw
 */
export async function withTransaction<Result>(
  db: Database,
  work: (transaction: Transaction) => Promise<Result>,
  { isolation = 'read committed' }: { isolation?: keyof typeof LEVELS } = {},
): Promise<Result> {
  try {
    return await db.sequelize.transaction({ isolationLevel: LEVELS[isolation] }, work);
  } catch (error) {
    throw toDatabaseError(error);
  }
}
