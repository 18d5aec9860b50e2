import type pg from 'pg';
import type { Database } from './connect.ts';
import { toDatabaseError } from './to-database-error.ts';

/** As much of node-postgres' pool as libraries want that bring their own statements. */
interface DriverPool {
  connect(): Promise<DriverClient>;
  end(): Promise<void>;
  options: object;
}

interface DriverClient {
  query<Row>(text: string, values: readonly unknown[]): Promise<DriverResult<Row>>;
  release(): void;
}

interface DriverResult<Row> {
  command: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  rowCount: number;
  rows: Row[];
}

/**
 * The same connections as a pool of the driver, so that such a library neither needs a pool of its own nor goes beyond
 * `DATABASE_POOL`. Ending it ends nothing: whoever opened the database closes it.
 * @throws (its queries) AppError `database_unavailable`; any other failure as the driver reports it
 */
export function driverPool(db: Database): DriverPool {
  const pool = db.sequelize.connectionManager;
  return {
    options: {},
    end: () => Promise.resolve(),
    async connect() {
      try {
        // The pool hands out what `dialectModule` made.
        const connection = (await pool.getConnection({ type: 'write' })) as pg.Client;
        return {
          query: <Row>(text: string, values: readonly unknown[]) =>
            connection.query(text, [...values]).catch(fail) as Promise<DriverResult<Row>>,
          release: () => pool.releaseConnection(connection),
        };
      } catch (error) {
        return fail(error);
      }
    },
  };
}

function fail(error: unknown): never {
  throw toDatabaseError(error);
}
