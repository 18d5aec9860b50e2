import type pg from 'pg';
import { readSql } from '../read-sql.ts';
import type { BackupTable } from './backup-header.ts';

/** Binds nothing; rows are `BackupTable`. */
export const tablesInOrder = readSql(new URL('./list-tables.sql', import.meta.url));

/** The tables of the database that `session` is in, in an order in which their rows can be put back. */
export async function listTables(session: pg.Client): Promise<BackupTable[]> {
  return (await session.query<BackupTable>(tablesInOrder)).rows;
}
