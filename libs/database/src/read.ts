import type pg from 'pg';
import type { Database } from './connect.ts';
import { enterTenant } from './tenant-wall/enter-tenant.ts';
import { toDatabaseError } from './to-database-error.ts';

/**
 * A statement that each connection parses and plans once, under a name that no other text has. Only for one whose plan is the same for a small
 * seller and a large one, since the server may stop looking at the values.
 */
export interface Prepared {
  name: string;
  text: string;
}

/**
 * Runs one statement that only reads and belongs to no transaction, and returns its rows with the types of `query`. It is sent by the
 * driver on a connection of the pool: what Sequelize does around a statement takes a quarter of the time of one that sums a month.
 * The caller vouches for `Row`. The text is sent as it is; a literal `$$` needs no care.
 * @throws AppError `database_unavailable`; any other failure as the driver reports it
 */
export async function read<Row extends object = Record<string, unknown>>(
  db: Database,
  sql: string | Prepared,
  bind: readonly unknown[] = [],
): Promise<Row[]> {
  const statement = { ...(typeof sql === 'string' ? { text: sql } : sql), values: bind.map(withoutNul) };
  const pool = db.sequelize.connectionManager;
  try {
    const connection = await pool.getConnection({ type: 'read' });
    // The pool hands out what `dialectModule` made.
    const client = connection as pg.Client;
    try {
      if (db.tenantId) return await readAs(client, db.tenantId, () => client.query<Row>(statement));
      return (await client.query<Row>(statement)).rows;
    } finally {
      pool.releaseConnection(connection);
    }
  } catch (error) {
    throw toDatabaseError(error);
  }
}

/** As `restrictToTenant` promises: in a transaction of its own, since what is set in it ends with it. */
async function readAs<Row extends object>(
  client: pg.Client,
  tenantId: string,
  ask: () => Promise<pg.QueryResult<Row>>,
): Promise<Row[]> {
  try {
    // Both in one message, because each costs a way to the server and back.
    await client.query(`begin read only; ${enterTenant.replace('$1', () => client.escapeLiteral(tenantId))}`);
    const { rows } = await ask();
    await client.query('commit');
    return rows;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** A text of PostgreSQL cannot hold this one character; written out, it is found nowhere, and nothing fails. */
const withoutNul = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\0', '\\0') : value);
