import { assertSchemaCurrent, createDatabase, type Database } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { npmStartIsMissing, type ResolvedSettings, resolveSettings } from '@pulso/runtime';
import type { CommandContext } from './command-context.ts';

/**
 * Opens the database for one command and closes it again; Mercado Livre is not needed.
 *
 * @param options.schema `any` for the commands that are there to bring the schema up to date
 * @throws AppError `schema_behind` that names the command before any work, or `configuration` when there is no database
 */
export async function withDatabase<Result>(
  context: CommandContext,
  work: (db: Database, settings: ResolvedSettings) => Promise<Result>,
  { schema = 'current' }: { schema?: 'current' | 'any' } = {},
): Promise<Result> {
  const settings = await resolveSettings(context.env, { folder: context.folder, needsMeli: false });
  const db = createDatabase({
    url: settings.databaseUrl.reveal(),
    poolMax: settings.databasePool,
    applicationName: 'pulso command',
  });
  try {
    if (schema === 'current') await assertSchemaCurrent(db);
    return await work(db, settings);
  } catch (error) {
    // The address came from a npm start that is not there any more.
    const isAway = error instanceof AppError && error.code === 'database_unavailable';
    if (!isAway || settings.database === 'external') throw error;
    throw npmStartIsMissing(settings.dataDir, { database: true, meli: false });
  } finally {
    await db.close();
  }
}
