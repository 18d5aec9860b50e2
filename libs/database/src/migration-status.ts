import type { Database } from './connect.ts';
import { listApplied } from './list-applied.ts';
import type { Migration } from './migration.ts';
import { migrations as ours } from './migrations/index.ts';

export interface MigrationStatus {
  /** known to this build and in the database */
  applied: string[];
  /** known to this build, not yet in the database */
  pending: string[];
  /** in the database, but made by a newer build than this one */
  unknown: string[];
}

/**
 * Compares the database with the migrations of this build; changes nothing.
 * @throws AppError `database_unavailable`
 */
export async function migrationStatus(db: Database, migrations: readonly Migration[] = ours): Promise<MigrationStatus> {
  const names = migrations.map((migration) => migration.name);
  const present = await listApplied(db);
  return {
    applied: names.filter((name) => present.includes(name)),
    pending: names.filter((name) => !present.includes(name)),
    unknown: present.filter((name) => !names.includes(name)),
  };
}
