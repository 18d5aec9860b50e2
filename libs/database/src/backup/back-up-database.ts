import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AppError } from '@pulso/domain';
import type pg from 'pg';
import copy from 'pg-copy-streams';
import { openSession } from '../open-session.ts';
import { SCHEMA_LOCK } from '../schema-lock.ts';
import type { BackupEnd, BackupHeader } from './backup-header.ts';
import { copyColumns } from './copy-columns.ts';
import { listTables } from './list-tables.ts';
import { END_OF_ROWS } from './read-blocks.ts';
import { toBackupError } from './to-backup-error.ts';

/** What a backup holds. */
export interface BackupSummary {
  /** ISO 8601; the instant that all rows are of. */
  takenAt: string;
  tables: number;
  rows: number;
}

/**
 * Writes every row of every table, as of one instant, into a new file, while everybody works on; migrations wait. The file
 * appears under its name only when it is whole, and only its owner may read it. Text, compressed with gzip.
 * @throws AppError `invalid_input` when the file is there already or cannot be written; `schema_behind` on a database that was
 *   never migrated; `configuration` when the user may not read every row; `database_unavailable`
 */
export async function backUpDatabase({
  url,
  file,
}: {
  url: string;
  file: string;
}): Promise<BackupSummary & { bytes: number }> {
  if (existsSync(file)) throw new AppError('invalid_input', `${file} is there already; name another file`);
  const part = `${file}.${process.pid}.part`;
  const session = await openSession({ url, applicationName: 'pulso backup' });
  try {
    const header = await beginSnapshot(session);
    const end: BackupEnd = { rows: {} };
    const target = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(writeLines(session, { header, end }), createGzip(), target);
    const { size: bytes } = await stat(part);
    await rename(part, file);
    const rows = Object.values(end.rows).reduce((sum, one) => sum + one, 0);
    return { takenAt: header.takenAt, tables: header.tables.length, rows, bytes };
  } catch (error) {
    await rm(part, { force: true });
    throw toBackupError(error, file);
  } finally {
    await session.end().catch(() => undefined);
  }
}

/** Begins a transaction for which the database stands still, and describes what is in it. */
async function beginSnapshot(session: pg.Client): Promise<BackupHeader> {
  // Before the transaction, whose view of the database begins with its first statement.
  await session.query(`select pg_advisory_lock_shared(${SCHEMA_LOCK})`);
  await session.query('begin isolation level repeatable read, read only');
  // Rows that a rule hides are an error, not a smaller backup.
  await session.query(`set local row_security = off; set local statement_timeout = 0;
    set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC'; set local datestyle = 'ISO';
    set local intervalstyle = 'postgres'; set local extra_float_digits = 3; set local bytea_output = 'hex'`);
  const { rows: known } = await session.query<{ migrated: boolean; now: Date }>(
    `select to_regclass('schema_migrations') is not null as migrated, now() as now`,
  );
  if (!known[0]?.migrated) throw new AppError('schema_behind', 'The database holds nothing of Pulso to be backed up');
  const { rows } = await session.query<{ name: string }>('select name from schema_migrations order by name');
  return {
    format: 'pulso-backup',
    version: 1,
    takenAt: known[0].now.toISOString(),
    migrations: rows.map((row) => row.name),
    tables: await listTables(session),
  };
}

async function* writeLines(
  session: pg.Client,
  { header, end }: { header: BackupHeader; end: BackupEnd },
): AsyncGenerator<Buffer | string> {
  yield toLine(header);
  for (const described of header.tables) {
    const { table, columns } = copyColumns(described);
    // A partitioned table can be copied as the answer of a statement only.
    const rows = session.query(copy.to(`copy (select ${columns} from ${table}) to stdout`));
    yield* rows;
    yield END_OF_ROWS;
    end.rows[described.name] = rows.rowCount;
  }
  yield toLine(end);
}

const toLine = (line: object) => `${JSON.stringify(line)}\n`;
