import type { Transaction } from 'sequelize';
import type { Database } from './connect.ts';
import { query } from './query.ts';
import { withTransaction } from './with-transaction.ts';

/**
 * Reads in a transaction that cannot write and whose statements the server ends after `statement_ms` each, so that nobody's looking
 * becomes a load on the work.
 * @throws what `withTransaction` throws; a statement that took too long as the server reports it (SQLSTATE 57014)
 */
export function limitedRead<Result>(
  db: Database,
  { statement_ms }: { statement_ms: number },
  read: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  return withTransaction(db, async (transaction) => {
    await query(
      db,
      `select set_config('statement_timeout', $1, true), set_config('transaction_read_only', 'on', true)`,
      { bind: [String(Math.round(statement_ms))], transaction },
    );
    return read(transaction);
  });
}
