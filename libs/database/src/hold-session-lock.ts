import { createHash } from 'node:crypto';
import { openSession } from './open-session.ts';
import { toDatabaseError } from './to-database-error.ts';

export interface SessionLock {
  release(): Promise<void>;
}

/**
 * Takes a named lock for as long as this process keeps it: it belongs to a session of its own, so it ends with the
 * process, however that ends.
 * @returns null when somebody else holds it
 * @throws AppError `database_unavailable`
 */
export async function holdSessionLock({
  url,
  name,
  applicationName,
}: {
  url: string;
  name: string;
  applicationName: string;
}): Promise<SessionLock | null> {
  const session = await openSession({ url, applicationName });
  try {
    const key = createHash('sha256').update(name).digest().readBigInt64BE(0).toString();
    const { rows } = await session.query<{ held: boolean }>('select pg_try_advisory_lock($1::bigint) as held', [key]);
    if (rows[0]?.held) return { release: () => session.end() };
    await session.end();
    return null;
  } catch (error) {
    await session.end().catch(() => undefined);
    throw toDatabaseError(error);
  }
}
