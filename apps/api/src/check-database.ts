import { type Database, migrationStatus } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { type Logger, npmStartIsMissing, type ResolvedSettings } from '@pulso/runtime';

/**
 * Looks at the database once before the server opens. The state file of a `npm start` may have
 * outlived it: then nothing will ever answer, and the command stops. A database of its own may come
 * back, or be migrated, while the server waits and says through /readyz that it is not ready.
 *
 * @throws AppError `configuration` when the embedded database of `npm start` does not answer
 */
export async function checkDatabase(
  db: Database,
  { settings, log }: { settings: Pick<ResolvedSettings, 'database' | 'source' | 'dataDir'>; log: Logger },
): Promise<void> {
  try {
    const { pending } = await migrationStatus(db);
    if (pending.length > 0) log.warn({ pending }, 'the schema is behind; run: npm run pulso -- db migrate');
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'database_unavailable') throw error;
    if (settings.database === 'embedded') {
      throw npmStartIsMissing(settings.dataDir, { database: true, meli: settings.source === 'simulator' });
    }
    log.warn({ err: error }, 'the database is not reachable yet');
  }
}
