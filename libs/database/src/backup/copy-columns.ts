import pg from 'pg';
import type { BackupTable } from './backup-header.ts';

/** The table and its columns as SQL names, whatever letters they have. */
export function copyColumns({ name, columns }: BackupTable): { table: string; columns: string } {
  return { table: pg.escapeIdentifier(name), columns: columns.map((one) => pg.escapeIdentifier(one)).join(', ') };
}
