// Plain JavaScript without dependencies: it runs on the machine's Node before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const modules = join(root, 'node_modules');
const marker = join(modules, '.pulso-installed');
const lock = join(root, '.pulso-installing');
const LOCK_MS_MAX = 15 * 60_000;

/** Installs from the lockfile unless exactly that lockfile was installed to its end before. */
export function ensureInstalled() {
  if (isInstalled()) return;
  withLock(() => {
    if (isInstalled()) return;
    console.error('Installing from the lockfile (npm ci) …');
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    });
    if (npm.status !== 0) fail('npm ci did not work; its lines above say why. Mend that and run the command again.');
    writeFileSync(marker, lockfileHash());
  });
}

/** The Node that everything of ours runs on: the pinned one where its package exists, else a machine's that is new enough. */
export function pinnedNode() {
  const pinned = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(pinned)) return pinned;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath;
  return fail(`There is no Node 24 package for ${process.platform} ${process.arch}: install Node 22.12 or newer.`);
}

/** The environment in which child processes find the pinned Node first. */
export function pinnedEnv(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  return { ...process.env, PATH: `${join(modules, '.bin')}${separator}${process.env.PATH ?? ''}`, ...extra };
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}

function isInstalled() {
  return existsSync(marker) && readFileSync(marker, 'utf8') === lockfileHash();
}

function lockfileHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** Making a folder succeeds for one of two that begin together; the other waits for the first to end. */
function withLock(work) {
  const began_ms = Date.now();
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const age_ms = Date.now() - statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
      if (age_ms > LOCK_MS_MAX || Date.now() - began_ms > LOCK_MS_MAX) {
        fail(`Another install seems to have died: remove ${lock} and run the command again.`);
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  try {
    work();
  } finally {
    rmdirSync(lock);
  }
}
