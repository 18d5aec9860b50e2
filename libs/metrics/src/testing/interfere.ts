import { type Database, query } from '@pulso/database';
import type { Transaction } from 'sequelize';

/**
 * The same database, except that `act` happens in the transaction right after the first statement that contains `after`:
 * for faults that no fact can cause.
 */
export function interfere(
  db: Database,
  { after, act }: { after: string; act: (transaction: Transaction) => Promise<unknown> },
): Database {
  let isDone = false;
  const sequelize = new Proxy(db.sequelize, {
    get(target, key) {
      const value = Reflect.get(target, key, target);
      if (key !== 'query') return typeof value === 'function' ? value.bind(target) : value;
      return async (sql: string, options: { transaction: Transaction }) => {
        const rows = await target.query(sql, options);
        if (!isDone && sql.includes(after)) {
          isDone = true;
          await act(options.transaction);
        }
        return rows;
      };
    },
  });
  return { ...db, sequelize };
}

/** An `act` that runs one statement. */
export const statement = (db: Database, sql: string) => (transaction: Transaction) => query(db, sql, { transaction });
