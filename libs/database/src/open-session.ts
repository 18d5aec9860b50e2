import pg from 'pg';
import { parseDatabaseUrl } from './parse-database-url.ts';
import { toDatabaseError } from './to-database-error.ts';

/**
 * Opens one connection outside of every pool, for what belongs to a session: a lock that is held, a copy. The caller ends it.
 * @throws AppError `configuration` when the URL cannot be read; `database_unavailable`
 */
export async function openSession({
  url,
  applicationName,
}: {
  url: string;
  applicationName: string;
}): Promise<pg.Client> {
  const { options, ...server } = parseDatabaseUrl(url);
  const session = new pg.Client({
    ...server,
    ...(options === undefined ? {} : { options }),
    application_name: applicationName,
    keepAlive: true,
  });
  // Whoever uses the session next finds out that it is lost; without a listener the process would end.
  session.on('error', () => undefined);
  try {
    await session.connect();
    return session;
  } catch (error) {
    await session.end().catch(() => undefined);
    throw toDatabaseError(error);
  }
}
