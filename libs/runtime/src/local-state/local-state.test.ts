import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureLocalSecrets, readLocalSecrets } from './local-secrets.ts';
import { readRunningStart, removeRunningStart, writeRunningStart } from './running-start.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pulso-state-'));
});
afterEach(() => rm(folder, { recursive: true }));

const RUNNING = {
  databaseUrl: null,
  simulator: null,
  address: null,
  pid: process.pid,
  startedAt: '2026-11-23T12:00:00.000Z',
};

test('local secrets are generated once, readable by their owner alone, and found again', async () => {
  const dataDir = join(folder, 'data');
  expect(await readLocalSecrets(dataDir)).toBeNull();
  const first = await ensureLocalSecrets(dataDir);
  const second = await ensureLocalSecrets(dataDir);
  expect(second.encryptionKeys[0]?.reveal()).toBe(first.encryptionKeys[0]?.reveal());
  expect(second.jobsKeys[0]?.reveal()).toBe(first.jobsKeys[0]?.reveal());
  expect(Buffer.from(first.encryptionKeys[0]?.reveal() ?? '', 'base64')).toHaveLength(32);
  expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
});

test('twenty starts at once agree on one pair of local secrets and leave no draft behind', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => ensureLocalSecrets(folder)));
  expect(new Set(all.map(({ jobsKeys }) => jobsKeys[0]?.reveal())).size).toBe(1);
  expect(await readdir(folder)).toEqual(['secrets.json']);
});

test('damaged local secrets stop the start instead of being replaced, because tokens depend on them', async () => {
  await writeFile(join(folder, 'secrets.json'), '{"jobsKey":"x"}');
  await expect(ensureLocalSecrets(folder)).rejects.toMatchObject({ code: 'configuration' });
  expect(await readFile(join(folder, 'secrets.json'), 'utf8')).toBe('{"jobsKey":"x"}');
});

test('the description of a running npm start is replaced as a whole, private, and removed at its end', async () => {
  expect(await readRunningStart(folder)).toBeNull();
  await writeRunningStart(folder, RUNNING);
  await writeRunningStart(folder, { ...RUNNING, address: 'http://127.0.0.1:3000' });
  expect(await readRunningStart(folder)).toEqual({ ...RUNNING, address: 'http://127.0.0.1:3000' });
  expect((await stat(join(folder, 'runtime.json'))).mode & 0o777).toBe(0o600);
  await removeRunningStart(folder);
  await removeRunningStart(folder);
  expect(await readdir(folder)).toEqual([]);
});

test('the description of a npm start that died without a word describes none; one of another user does', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  await writeRunningStart(folder, { ...RUNNING, pid });
  expect(await readRunningStart(folder)).toBeNull();
  // The first process of every system, which only its owner may send a signal.
  await writeRunningStart(folder, { ...RUNNING, pid: 1 });
  expect(await readRunningStart(folder)).toMatchObject({ pid: 1 });
});
