import { AppError } from '@pulso/domain';
import type { Database } from './connect.ts';
import type { Migration } from './migration.ts';
import { migrationStatus } from './migration-status.ts';
import { migrations as ours } from './migrations/index.ts';

/**
 * Stops a program whose database lacks migrations that it needs. Migrations of a newer build are no obstacle,
 * because a change of the schema keeps the previous build working.
 * @throws AppError `schema_behind`, `database_unavailable`
 */
export async function assertSchemaCurrent(db: Database, migrations: readonly Migration[] = ours): Promise<void> {
  const { pending } = await migrationStatus(db, migrations);
  if (pending.length === 0) return;
  const missing = pending.length === 1 ? '1 migration' : `${pending.length} migrations`;
  throw new AppError(
    'schema_behind',
    `The database lacks ${missing}; run: pulso db migrate (npm run pulso -- db migrate)`,
  );
}
