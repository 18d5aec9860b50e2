import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Says who it is, and then does what the file `npm-does` says. */
const NPM = `#!/bin/sh
mkdir -p node_modules
echo "$$" >> npm-runs
exec sh npm-does
`;
const START = `import { ensureInstalled } from './ensure-installed.mjs';
await ensureInstalled();
console.log('installed');
`;

let root: string;
const started: ChildProcess[] = [];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'pulso-install-'));
  await mkdir(join(root, 'tools/run'), { recursive: true });
  await mkdir(join(root, 'bin'));
  for (const name of ['ensure-installed.mjs', 'with-lock.mjs'])
    await copyFile(join(import.meta.dirname, name), join(root, 'tools/run', name));
  await writeFile(join(root, 'tools/run/start.mjs'), START);
  await writeFile(join(root, 'package-lock.json'), '{}');
  await writeFile(join(root, 'bin/npm'), NPM);
  await chmod(join(root, 'bin/npm'), 0o755);
});
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  for (const pid of await npmRuns()) kill(pid);
  await rm(root, { recursive: true });
});

const npmDoes = (script: string) => writeFile(join(root, 'npm-does'), script);
const npmRuns = async () =>
  (await readFile(join(root, 'npm-runs'), 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number);
const locks = async () => (await readdir(root)).filter((name) => name.startsWith('.pulso-installing'));

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** A start of this folder, with what it says. */
function start() {
  const child = spawn(process.execPath, ['tools/run/start.mjs'], {
    cwd: root,
    env: { PATH: `${join(root, 'bin')}:${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  const heard = { said: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (heard.said += chunk));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said: heard.said }));
  const says = async (text: string) => {
    await expect.poll(() => heard.said, { timeout: 20_000 }).toContain(text);
  };
  return { child, ended, says };
}

describe('a start that has to install first', () => {
  it('gives its place back when npm fails, and the next one installs at once', async () => {
    await npmDoes('exit 1');
    expect(await start().ended).toMatchObject({ code: 1, said: expect.stringContaining('npm ci did not work') });
    expect(await locks()).toEqual([]);
    await npmDoes('exit 0');
    expect(await start().ended).toMatchObject({ code: 0, said: expect.stringMatching(/installed\n$/) });
    expect(await start().ended).toEqual({ code: 0, said: 'installed\n' });
    expect(await npmRuns()).toHaveLength(2);
  });

  it('ends npm and gives its place back when it is told to stop', async () => {
    await npmDoes('exec sleep 600');
    const { child, ended } = start();
    await expect.poll(npmRuns, { timeout: 20_000 }).toHaveLength(1);
    // npm was started before its name was noted.
    await expect.poll(async () => readFile(join(root, '.pulso-installing'), 'utf8')).toContain(`${await npmRuns()}`);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 1 });
    expect(await locks()).toEqual([]);
  });

  it('waits for an npm whose start was killed, says so, and goes on where that one ends', async () => {
    await npmDoes('exec sleep 600');
    const killed = start();
    await expect.poll(npmRuns, { timeout: 20_000 }).toHaveLength(1);
    await expect.poll(async () => readFile(join(root, '.pulso-installing'), 'utf8')).toContain(`${await npmRuns()}`);
    const exit = once(killed.child, 'exit');
    killed.child.kill('SIGKILL');
    await exit;
    await npmDoes('exit 0');
    const next = start();
    await next.says('Waiting for another install');
    expect(await npmRuns()).toHaveLength(1);
    for (const pid of await npmRuns()) kill(pid);
    expect(await next.ended).toMatchObject({ code: 0, said: expect.stringMatching(/installed\n$/) });
    expect(await locks()).toEqual([]);
  });

  it('takes over the place of one whose machine went down, and the folder that earlier versions left', async () => {
    await npmDoes('exit 0');
    await mkdir(join(root, '.pulso-installing'));
    expect(await start().ended).toMatchObject({ code: 0 });
    const gone = spawn(process.execPath, ['-e', '0']);
    await once(gone, 'exit');
    await rm(join(root, 'node_modules'), { recursive: true });
    await writeFile(join(root, '.pulso-installing'), `${gone.pid}\n`);
    expect(await start().ended).toMatchObject({ code: 0, said: expect.not.stringContaining('Waiting') });
    expect(await locks()).toEqual([]);
  });

  it('installs once when several begin together', async () => {
    await npmDoes('exit 0');
    const all = await Promise.all([start(), start(), start(), start()].map(({ ended }) => ended));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(await npmRuns()).toHaveLength(1);
  });
});
