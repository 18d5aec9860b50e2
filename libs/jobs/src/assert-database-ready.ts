import { assertSchemaCurrent, type Database } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { npmStartIsMissing, type ResolvedSettings } from '@pulso/runtime';

/**
 * Stops a command before its work when the database cannot serve it. The address of an embedded database comes from
 * the state of a `npm start` that may have died without a word; then the way out is another start, not patience.
 *
 * @throws AppError `schema_behind` that names the command, `database_unavailable`, or `configuration` when the
 *   `npm start` whose database it was is gone
 */
export async function assertDatabaseReady(
  db: Database,
  { database, source, dataDir }: Pick<ResolvedSettings, 'database' | 'source' | 'dataDir'>,
): Promise<void> {
  try {
    await assertSchemaCurrent(db);
  } catch (error) {
    const isAway = error instanceof AppError && error.code === 'database_unavailable';
    if (!isAway || database !== 'embedded') throw error;
    throw npmStartIsMissing(dataDir, { database: true, meli: source === 'simulator' });
  }
}
