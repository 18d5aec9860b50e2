import pg from 'pg';
import { Sequelize, type Transaction } from 'sequelize';
import { parseDatabaseUrl } from './parse-database-url.ts';

/** A pool of connections to one database. */
export interface Database {
  readonly sequelize: Sequelize;
  /** Ends every connection; waits for those in use. */
  close(): Promise<void>;
  /** Asked at the end of every transaction, just before it commits; what it throws rolls back. Left out = nothing is. */
  readonly beforeCommit?: (transaction: Transaction) => Promise<void>;
  /** Set by `restrictToTenant`: the only tenant whose rows exist. Left out = every tenant's. */
  readonly tenantId?: string;
}

export interface DatabaseOptions {
  /** `postgresql://…`; its TLS parameters (`sslmode`, `sslrootcert`, …) are honoured */
  url: string;
  /** the variable that holds it, for messages; `DATABASE_URL` when left out */
  urlName?: string;
  /** most connections of this pool (`DATABASE_POOL`) */
  poolMax: number;
  /** how this program is named in `pg_stat_activity` */
  applicationName: string;
  /** longest time one statement may take; left out = no limit */
  statementTimeout_ms?: number;
  /** longest time that nothing may happen in a transaction; 30 seconds when left out, the lease of a run */
  idleInTransaction_ms?: number;
}

/** Shorter than a request waits; long enough for a process that is asked by a thousand callers as it starts. */
const CONNECT_MS_MAX = 20_000;

/**
 * A process that was frozen inside a transaction keeps its locks, and whoever goes on with its run waits for them. No
 * transaction of ours waits for anything but the database, so one in which nothing happens for as long as a lease lasts is
 * ended by the server. A frozen process cannot do that itself.
 */
const IDLE_IN_TRANSACTION_MS = 30_000;

/**
 * Creates the pool; the first query opens the first connection. Sessions work in UTC.
 * Rows carry `timestamptz` as Date, `bigint` and `numeric` as string, `date` as `YYYY-MM-DD` string.
 * @throws AppError `configuration` when the URL cannot be read
 */
export function createDatabase({
  url,
  urlName,
  poolMax,
  applicationName,
  statementTimeout_ms,
  idleInTransaction_ms = IDLE_IN_TRANSACTION_MS,
}: DatabaseOptions): Database {
  const { host, port, database, user, password, ssl, options } = parseDatabaseUrl(url, urlName);
  const sequelize = new Sequelize(database ?? '', user ?? '', password, {
    dialect: 'postgres',
    dialectModule: pg,
    host,
    port,
    logging: false,
    timezone: 'UTC',
    pool: { max: poolMax, min: 0, idle: 10_000, acquire: 30_000 },
    // Sequelize forgets the TLS parameters of a URL; here it cannot.
    dialectOptions: {
      application_name: applicationName,
      ssl,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      idle_in_transaction_session_timeout: idleInTransaction_ms,
      ...(statementTimeout_ms === undefined ? {} : { statement_timeout: statementTimeout_ms }),
      ...(options === undefined ? {} : { options }),
    },
  });
  return { sequelize, close: () => sequelize.close() };
}
