import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@pulso/domain';
import type { Binaries } from './find-binaries.ts';
import { giveTo } from './give-to.ts';
import { isAlive } from './is-postmaster.ts';
import type { RunAs } from './run-as.ts';
import { serverEnv } from './server-env.ts';
import { partsOf, type ServerFolder } from './server-folder.ts';

const UNFINISHED = '.postgres-new-';

export interface InitOptions {
  binaries: Binaries;
  runAs: RunAs;
  durable: boolean;
}

/**
 * Makes a new cluster and its password aside and moves both into place in one step. When another process
 * was faster, its cluster stays and ours is dropped.
 * @throws AppError `database_unavailable` with initdb's own words when it fails
 */
export async function initCluster(folder: ServerFolder, options: InitOptions): Promise<void> {
  removeUnfinished(folder.dataDir);
  const root = mkdtempSync(join(folder.dataDir, `${UNFINISHED}${process.pid}-`));
  try {
    await fillFolder(root, options);
    moveIntoPlace(root, folder);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function fillFolder(root: string, { binaries, runAs, durable }: InitOptions): Promise<void> {
  const { cluster, passwordFile } = partsOf(root);
  const password = randomBytes(24).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  mkdirSync(cluster, { mode: 0o700 });
  // initdb may run as somebody else, so it reads the password from a copy that is gone afterwards.
  const copy = join(root, 'password-for-initdb');
  writeFileSync(copy, password, { mode: 0o600 });
  giveTo(runAs, copy);
  giveTo(runAs, cluster);
  if (runAs.owner !== null) chmodSync(root, 0o711);
  await runInitdb(binaries, runAs, [
    `--pgdata=${cluster}`,
    '--username=pulso',
    `--pwfile=${copy}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own C.UTF-8, because not every system brings that locale.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]);
  rmSync(copy);
}

async function runInitdb(binaries: Binaries, { prefix, identity }: RunAs, args: string[]): Promise<void> {
  const [command = '', ...rest] = [...prefix, binaries.initdb, ...args];
  const child = spawn(command, rest, {
    ...identity,
    cwd: '/',
    env: { ...serverEnv(), ...binaries.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const ended = await new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? '' : `initdb ended with ${code ?? signal}`));
  });
  if (ended === '') return;
  const advice = 'Set DATABASE_URL if this machine cannot run it';
  const words = output.slice(-2000).trim();
  throw new AppError('database_unavailable', `The embedded database could not be made: ${ended}. ${advice}\n${words}`);
}

function moveIntoPlace(root: string, { root: place, dataDir }: ServerFolder): void {
  try {
    renameSync(root, place);
  } catch (error) {
    // Another process moved its own in first; that one counts.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')) return;
    throw error;
  }
  if (process.platform === 'win32') return;
  const parent = openSync(dataDir, 'r');
  fsyncSync(parent);
  closeSync(parent);
}

/** What a process left behind that was killed while it made a cluster. */
function removeUnfinished(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    const pid = name.startsWith(UNFINISHED) ? Number(name.slice(UNFINISHED.length).split('-')[0]) : null;
    if (pid !== null && !isAlive(pid)) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}
