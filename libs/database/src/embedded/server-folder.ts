import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@pulso/domain';

/** Where everything of one embedded server lies, below `PULSO_DATA_DIR`. */
export interface ServerFolder {
  /** the data directory itself, absolute and without symbolic links */
  readonly dataDir: string;
  /** `postgres/`: made in one step, so whoever sees it sees a password that fits its cluster */
  readonly root: string;
  /** PGDATA */
  readonly cluster: string;
  /** the password of the superuser, readable by the owner only */
  readonly passwordFile: string;
  /** the port of the last start */
  readonly portFile: string;
  readonly logFile: string;
}

/** PostgreSQL's on-disk format of the version that we install. */
const CLUSTER_MAJOR = '18';

/** Names the parts below `dataDir`; creates only `dataDir`. */
export function serverFolder(dataDir: string): ServerFolder {
  mkdirSync(dataDir, { recursive: true });
  const real = realpathSync(dataDir);
  return { dataDir: real, ...partsOf(join(real, 'postgres')) };
}

/** The parts of a server whose folder is `root`. */
export function partsOf(root: string): Omit<ServerFolder, 'dataDir'> {
  return {
    root,
    cluster: join(root, 'cluster'),
    passwordFile: join(root, 'password'),
    portFile: join(root, 'port'),
    logFile: join(root, 'server.log'),
  };
}

/**
 * True when a cluster is there and this build can run it.
 * @throws AppError `configuration` when something else is in its place, or a cluster of another PostgreSQL version
 */
export function hasCluster(folder: ServerFolder): boolean {
  if (!existsSync(folder.root)) return false;
  const versionFile = join(folder.cluster, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    throw new AppError(
      'configuration',
      `${folder.root} is not a database of ours; move it away, or set PULSO_DATA_DIR`,
    );
  }
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major === CLUSTER_MAJOR) return true;
  throw new AppError(
    'configuration',
    `${folder.root} was made by PostgreSQL ${major}, this is ${CLUSTER_MAJOR}; restore a backup into another PULSO_DATA_DIR`,
  );
}

/**
 * The URL of a database on the server of this folder.
 * @throws AppError `configuration` when the password cannot be read by this user
 */
export function serverUrl(folder: ServerFolder, port: number, database: string): string {
  return `postgresql://pulso:${readPassword(folder)}@127.0.0.1:${port}/${database}`;
}

function readPassword(folder: ServerFolder): string {
  try {
    return readFileSync(folder.passwordFile, 'utf8').trim();
  } catch (cause) {
    const hint = 'run as the user who made it, or set PULSO_DATA_DIR';
    throw new AppError('configuration', `${folder.passwordFile} cannot be read; ${hint}`, { cause });
  }
}
