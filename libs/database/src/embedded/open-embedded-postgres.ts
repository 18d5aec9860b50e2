import { join } from 'node:path';
import type pg from 'pg';
import { type Binaries, findBinaries } from './find-binaries.ts';
import { findServer } from './find-server.ts';
import { holdServer, PRODUCT_DATABASE } from './hold-server.ts';
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
  const attach = () => attachTo(folder);
  const attachOrStart = async () => (await attach()) ?? (await startIfNone(folder, { binaries, durable, log }));
  const client = await waitFor(attachOrStart, { what: 'the embedded database', timeout_ms: OPEN_TIMEOUT_MS });
  const hold = keepHold(client, { attach, attachOrStart, cluster: folder.cluster, pgCtl: binaries.pgCtl, log });
  return { url: serverUrl(folder, client.port, PRODUCT_DATABASE), close: hold.release };
}

/** Becomes a user of the server if one runs and is ready; null = not now. */
async function attachTo(folder: ServerFolder): Promise<pg.Client | null> {
  const found = hasCluster(folder) ? findServer(folder.cluster) : null;
  return found !== null && found !== 'unknown' && found.isReady ? holdServer(folder, found.port) : null;
}

interface StartOptions {
  binaries: Binaries;
  durable: boolean;
  log: (message: string) => void;
}

/** One step towards a running server: makes the cluster, or starts it; does nothing while a server comes or goes. */
async function startIfNone(folder: ServerFolder, { binaries, durable, log }: StartOptions): Promise<null> {
  if (!hasCluster(folder)) {
    log('Making the embedded database');
    const runAs = chooseRunAs(binaries, { folder: folder.dataDir, cluster: null });
    await initCluster(folder, { binaries, runAs, durable });
  } else if (findServer(folder.cluster) === null) {
    log('Starting the embedded database');
    const runAs = chooseRunAs(binaries, { folder: folder.root, cluster: folder.cluster });
    await startServer(folder, { binaries, runAs, durable });
  }
  return null;
}
