import type { Database } from './connect.ts';
import { type QueryOptions, query } from './query.ts';
import { withTransaction } from './with-transaction.ts';

/**
 * Runs one statement that changes rows, like `query`; without a transaction of its caller in one of its own, so that
 * `db.beforeCommit` is asked.
 * @throws AppError `database_unavailable`; else what the statement or `db.beforeCommit` threw
 */
export function write<Row extends object = Record<string, unknown>>(
  db: Database,
  sql: string,
  options: QueryOptions = {},
): Promise<Row[]> {
  if (options.transaction || !db.beforeCommit) return query<Row>(db, sql, options);
  return withTransaction(db, (transaction) => query<Row>(db, sql, { ...options, transaction }));
}
