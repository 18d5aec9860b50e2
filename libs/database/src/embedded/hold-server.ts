import { realpathSync } from 'node:fs';
import { AppError } from '@pulso/domain';
import pg from 'pg';
import { toDatabaseError } from '../to-database-error.ts';
import { type ServerFolder, serverUrl } from './server-folder.ts';

/** Every user of the server keeps one connection with this name; the last one to leave stops the server. */
const USER_NAME = 'pulso-user';
const LEFT_NAME = 'pulso-left';

/** The database that the product works in; the holders themselves stay in `postgres`. */
export const PRODUCT_DATABASE = 'pulso';

/** Leaving and arriving exclude each other: whoever leaves holds it alone while it counts the others. */
const DOOR = `hashtextextended('pulso users', 0)`;

/**
 * Becomes a user of the server at `port`, after making sure that it is the one of this folder.
 * @returns null when it is not there yet, or not any more
 * @throws AppError `configuration` when the server is not ours or refuses our password
 */
export async function holdServer(folder: ServerFolder, port: number): Promise<pg.Client | null> {
  const client = new pg.Client({
    connectionString: serverUrl(folder, port, 'postgres'),
    application_name: USER_NAME,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // A lost connection is noticed at its end event; without a listener it would end the process.
  client.on('error', () => {});
  try {
    await client.connect();
    await requireSameCluster(client, folder);
    // A user that is just leaving may be about to stop the server; then this wait ends with its end.
    await client.query(`select pg_advisory_lock_shared(${DOOR})`);
    await client.query(`select pg_advisory_unlock_shared(${DOOR})`);
    await createOnce(client, PRODUCT_DATABASE);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if (error instanceof AppError) throw error;
    const meaning = toDatabaseError(error);
    if (meaning instanceof AppError) return null;
    const said = error instanceof Error ? error.message : String(error);
    throw new AppError('configuration', `The embedded database in ${folder.root} refused us: ${said}`, {
      cause: error,
    });
  }
}

async function requireSameCluster(client: pg.Client, folder: ServerFolder): Promise<void> {
  const { rows } = await client.query<{ data_directory: string }>('show data_directory');
  const theirs = rows[0]?.data_directory ?? '';
  if (theirs !== '' && realpathSync(theirs) === folder.cluster) return;
  throw new AppError(
    'configuration',
    `The server found for ${folder.cluster} works on ${theirs || 'an unknown folder'}`,
  );
}

async function createOnce(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (rowCount === 1) return;
  try {
    await client.query(`create database ${name}`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // Another process made it in the same moment: PostgreSQL says so in one of two ways.
    if (code !== '42P04' && code !== '23505') throw error;
  }
}

/**
 * Stops being a user.
 * @returns the process id of the server when this was the last user and has to stop it, as the server itself
 *   names it; null when others remain. The door stays shut until `client` ends, so that nobody arrives meanwhile.
 */
export async function leaveServer(client: pg.Client): Promise<number | null> {
  await client.query(`set lock_timeout = '10s'`);
  await client.query(`select pg_advisory_lock(${DOOR})`);
  const { rows } = await client.query<{ others: number; note: string }>(
    `select (select count(*)::int from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()) as others,
            pg_read_file('postmaster.pid') as note`,
    [USER_NAME],
  );
  const pid = Number(rows[0]?.note.split('\n')[0]);
  if (rows[0]?.others === 0 && pid > 0) return pid;
  // A connection is still listed for a moment after its end; the next to leave must not count us.
  await client.query(`set application_name = '${LEFT_NAME}'`);
  return null;
}
