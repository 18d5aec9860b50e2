// Plain JavaScript without dependencies: it runs on the machine's Node before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './with-lock.mjs';

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const modules = join(root, 'node_modules');
const marker = join(modules, '.pulso-installed');
const lock = join(root, '.pulso-installing');
const WAIT_MS_MAX = 15 * 60_000;

/** Installs from the lockfile unless exactly that lockfile was installed to its end before; two that begin together install once. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const onWait = () => console.error('Waiting for another install of this folder …');
  // Whoever fails does so with the lock given back.
  const failure = await withLock(lock, install, { wait_ms: WAIT_MS_MAX, onWait }).catch(({ message }) => message);
  if (failure) fail(failure);
}

/** @returns what went wrong; null when everything is installed */
async function install(hold) {
  if (isInstalled()) return null;
  console.error('Installing from the lockfile (npm ci) …');
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  // Killed without a word, we leave npm behind, and no other may begin beside it.
  if (npm.pid) hold(npm.pid);
  const stop = (signal) => npm.kill(signal);
  const signals = ['SIGINT', 'SIGTERM'];
  for (const signal of signals) process.on(signal, stop);
  const [code] = await once(npm, 'exit').catch((error) => [error.message]);
  for (const signal of signals) process.off(signal, stop);
  if (code !== 0) return 'npm ci did not work; its lines above say why. Mend that and run the command again.';
  writeFileSync(marker, lockfileHash());
  return null;
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
