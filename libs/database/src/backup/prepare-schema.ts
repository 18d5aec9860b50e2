import { AppError } from '@pulso/domain';
import type { Database } from '../connect.ts';
import { listApplied } from '../list-applied.ts';
import { migrate } from '../migrate.ts';
import type { Migration } from '../migration.ts';
import { migrations as ours } from '../migrations/index.ts';

/**
 * Gives an empty database the schema that the rows of a backup are of; later migrations are left to `migrate`, which then
 * finds the rows they have to change.
 * @param names the migrations of the backup
 * @throws AppError `invalid_input` when this build does not know all of them; `configuration` when the database has another schema
 */
export async function prepareSchema(
  db: Database,
  names: readonly string[],
  migrations: readonly Migration[] = ours,
): Promise<void> {
  const wanted = migrations.filter((migration) => names.includes(migration.name));
  if (wanted.length < names.length) {
    throw new AppError(
      'invalid_input',
      'The backup was made by a newer version of Pulso, whose tables this one does not know; restore it with that one',
    );
  }
  const present = await listApplied(db);
  if (present.length === 0) await migrate(db, wanted);
  else if (present.toSorted().join() !== names.toSorted().join()) {
    throw new AppError(
      'configuration',
      'The database has the tables of another version of Pulso than the backup; set DATABASE_URL to an empty database',
    );
  }
}
