import { join } from 'node:path';
import type pg from 'pg';
import { findBinaries } from './find-binaries.ts';
import { findServer } from './find-server.ts';
import { holdServer } from './hold-server.ts';
import { initCluster } from './init-cluster.ts';
import { keepHold } from './keep-hold.ts';
import { chooseRunAs } from './run-as.ts';
import { hasCluster, type ServerFolder, serverFolder, serverUrl } from './server-folder.ts';
import { startServer } from './start-server.ts';
import { waitFor } from './wait-for.ts';

export interface EmbeddedPostgresOptions {
  /** `PULSO_DATA_DIR`; everything of the server lies in `postgres/` below it */
  dataDir: string;
  /** false = may lose everything when the machine stops; for tests only. True when left out */
  durable?: boolean;
  /** hears what happens, in sentences */
  log?: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** the database of the product, as its superuser */
  readonly url: string;
  /** Leaves the server, and stops it when this was its last user. Doing it twice is harmless. */
  close(): Promise<void>;
}

const OPEN_TIMEOUT_MS = 150_000;
const DATABASE = 'pulso';

/**
 * Opens the PostgreSQL of a data directory: attaches to the one that runs there, else starts it, made new when there
 * is none yet. Any number of processes may do this at once; they share one server, which listens on 127.0.0.1 only.
 * While open, a server that dies is started again.
 * @throws AppError `configuration` when it cannot run here (says what to do), `database_unavailable` when it fails
 */
export async function openEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, durable = true, log = () => {} } = options;
  const folder = serverFolder(dataDir);
  const binaries = findBinaries(join(folder.dataDir, '.postgres-libraries'));
  const arrive = () => attachOrStart(folder, { binaries, durable, log });
  const client = await waitFor(arrive, { what: 'the embedded database', timeout_ms: OPEN_TIMEOUT_MS, interval_ms: 100 });
  await createOnce(client, DATABASE);
  const hold = keepHold(client, { arrive, cluster: folder.cluster, pgCtl: binaries.pgCtl, log });
  return { url: serverUrl(folder, client.port, DATABASE), close: hold.release };
}

interface Arrival {
  binaries: ReturnType<typeof findBinaries>;
  durable: boolean;
  log: (message: string) => void;
}

/** One step towards being a user of the server; null = look again. */
async function attachOrStart(folder: ServerFolder, { binaries, durable, log }: Arrival): Promise<pg.Client | null> {
  const isMade = hasCluster(folder);
  const found = isMade ? findServer(folder.cluster) : null;
  if (found === 'unknown') return null;
  if (found !== null) return found.isReady ? holdServer(folder, found.port) : null;
  const place = isMade ? { folder: folder.root, cluster: folder.cluster } : { folder: folder.dataDir, cluster: null };
  const runAs = chooseRunAs(binaries, place);
  if (!isMade) {
    log('Making the embedded database');
    await initCluster(folder, { binaries, runAs, durable });
    return null;
  }
  log('Starting the embedded database');
  await startServer(folder, { binaries, runAs, durable });
  return null;
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
