import { pipeline } from 'node:stream/promises';
import { AppError } from '@pulso/domain';
import type pg from 'pg';
import copy from 'pg-copy-streams';
import type { Database } from '../connect.ts';
import { openSession } from '../open-session.ts';
import { SCHEMA_LOCK } from '../schema-lock.ts';
import type { BackupSummary } from './back-up-database.ts';
import { BackupEnd, type BackupTable, notWhole, parseLine } from './backup-header.ts';
import { copyColumns } from './copy-columns.ts';
import { listTables } from './list-tables.ts';
import { isCutShort, type OpenBackup, openBackup } from './open-backup.ts';
import { prepareSchema } from './prepare-schema.ts';
import { toBackupError } from './to-backup-error.ts';

/**
 * Fills an empty database with a backup, in one transaction: whatever goes wrong, it is as empty as before, at most with its tables
 * made. The tables are those of the backup, made when there are none; newer migrations remain to be applied.
 * @param db the database of `url`
 * @throws AppError `invalid_input` when the file is no whole backup or a newer version's; `configuration` when the database holds rows
 *   or other tables, or is in use; `database_unavailable`
 */
export async function restoreDatabase(
  db: Database,
  { url, file }: { url: string; file: string },
): Promise<BackupSummary> {
  try {
    const backup = await openBackup(file);
    try {
      await prepareSchema(db, backup.header.migrations);
      return await withSession(url, (session) => restoreInto(session, { backup, file }));
    } finally {
      backup.close();
    }
  } catch (error) {
    throw isCutShort(error) ? notWhole(file, error) : toBackupError(error, file);
  }
}

async function withSession<Result>(url: string, work: (session: pg.Client) => Promise<Result>): Promise<Result> {
  const session = await openSession({ url, applicationName: 'pulso restore' });
  try {
    await session.query('begin');
    const result = await work(session);
    await session.query('commit');
    return result;
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await session.end().catch(() => undefined);
  }
}

async function restoreInto(
  session: pg.Client,
  { backup: { header, blocks }, file }: { backup: OpenBackup; file: string },
): Promise<BackupSummary> {
  await session.query(`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0;
    set local timezone = 'UTC'; set local datestyle = 'ISO'; set local lock_timeout = '10s'`);
  await session.query(`select pg_advisory_xact_lock(${SCHEMA_LOCK})`);
  const tables = await listTables(session);
  if (shapeOf(tables) !== shapeOf(header.tables)) throw notWhole(file);
  const names = tables.map((table) => copyColumns(table).table);
  await session.query(`lock table ${names.join(', ')} in share row exclusive mode`);
  await refuseRows(session, names);
  // What they would derive from the rows is among the rows.
  await eachTable(session, names, 'disable trigger user');
  const counts: Record<string, number> = {};
  for (const table of header.tables) {
    await makeMonths(session, table);
    counts[table.name] = await copyRows(session, { table, rows: blocks.rows(), file });
    await continueCounting(session, table);
  }
  const end = parseLine(BackupEnd, await blocks.line(), file);
  if (header.tables.some(({ name }) => end.rows[name] !== counts[name])) throw notWhole(file);
  // Its checksum is looked at where the file ends.
  if ((await blocks.line()) !== null) throw notWhole(file);
  await eachTable(session, names, 'enable trigger user');
  // Until the database has counted its rows it plans as if there were none.
  await session.query(`analyze ${names.join(', ')}`);
  const rows = Object.values(counts).reduce((sum, one) => sum + one, 0);
  return { takenAt: header.takenAt, tables: tables.length, rows };
}

/** Names and columns; what differs from database to database is left out. */
const shapeOf = (tables: readonly BackupTable[]) => JSON.stringify(tables.map(({ name, columns }) => [name, columns]));

async function refuseRows(session: pg.Client, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { rowCount } = await session.query(`select from ${name} limit 1`);
    if (rowCount === 0) continue;
    throw new AppError(
      'configuration',
      `The database holds rows already (table ${name}); set DATABASE_URL to an empty database`,
    );
  }
}

async function eachTable(session: pg.Client, names: readonly string[], change: string): Promise<void> {
  for (const name of names) await session.query(`alter table ${name} ${change}`);
}

async function makeMonths(session: pg.Client, { months }: BackupTable): Promise<void> {
  for (const month of months) await session.query('select make_listing_metrics_month($1)', [month]);
}

async function copyRows(
  session: pg.Client,
  { table: described, rows, file }: { table: BackupTable; rows: AsyncGenerator<Buffer>; file: string },
): Promise<number> {
  const { table, columns } = copyColumns(described);
  const target = session.query(copy.from(`copy ${table} (${columns}) from stdin`));
  let fault: unknown = null;
  const source = async function* () {
    try {
      yield* rows;
    } catch (error) {
      fault = error;
      throw error;
    }
  };
  try {
    await pipeline(source, target);
  } catch (error) {
    // What the database says of rows that ended too early only repeats it; rows that it cannot read were damaged.
    throw fault !== null || isDataFault(error) ? notWhole(file, fault ?? error) : error;
  }
  return target.rowCount;
}

/** Classes 22 and 23 of the SQLSTATEs: a value that cannot be read, a row that a key or a check refuses. */
function isDataFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
}

async function continueCounting(session: pg.Client, { name, identities }: BackupTable): Promise<void> {
  for (const { column, last } of identities) {
    if (last === null) continue;
    await session.query('select setval(pg_get_serial_sequence(quote_ident($1), $2), $3::bigint)', [name, column, last]);
  }
}
