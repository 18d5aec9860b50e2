import { QueryTypes, type Transaction } from 'sequelize';
import type { Database } from './connect.ts';
import { toDatabaseError } from './to-database-error.ts';
import { withTransaction } from './with-transaction.ts';

export interface QueryOptions {
  /** values for `$1`, `$2`, … */
  bind?: readonly unknown[] | undefined;
  /** the transaction it belongs to; left out = a connection of its own */
  transaction?: Transaction | undefined;
}

/**
 * Runs one statement and returns its rows: of a `select`, or of what `returning` names; else none.
 * The caller vouches for `Row`. With `bind`, a literal `$$` must be written `$$$$`, because Sequelize reads the text.
 * @throws AppError `database_unavailable`; any other failure as Sequelize reports it
 */
export async function query<Row extends object = Record<string, unknown>>(
  db: Database,
  sql: string,
  { bind, transaction }: QueryOptions = {},
): Promise<Row[]> {
  if (db.tenantId && !transaction) {
    return withTransaction(db, (own) => query<Row>(db, sql, { bind, transaction: own }));
  }
  try {
    return await db.sequelize.query<Row>(sql, {
      type: QueryTypes.SELECT,
      transaction: transaction ?? null,
      ...(bind === undefined ? {} : { bind: [...bind] }),
    });
  } catch (error) {
    throw toDatabaseError(error);
  }
}
