import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureLocalSecrets } from '../local-state/local-secrets.ts';
import { type RunningStart, writeRunningStart } from '../local-state/running-start.ts';
import { resolveSettings } from './resolve-settings.ts';

const OWN_DATABASE = {
  DATABASE_URL: 'postgres://own/db',
  TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
};
const OWN_APPLICATION = { MELI_CLIENT_ID: 'own-id', MELI_CLIENT_SECRET: 'own-secret' };
const RUNNING: RunningStart = {
  databaseUrl: 'postgres://pulso:password@127.0.0.1:5599/pulso',
  simulator: {
    apiUrl: 'http://127.0.0.1:5601',
    authUrl: 'http://127.0.0.1:5601/auth',
    clientId: 'simulated',
    clientSecret: 'simulated-secret',
  },
  address: 'http://127.0.0.1:3000',
  pid: process.pid,
  startedAt: '2026-11-23T12:00:00.000Z',
};

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pulso-settings-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const resolve = (variables: Record<string, string>, options = {}) =>
  resolveSettings({ PULSO_DATA_DIR: dataDir, ...variables }, options);

describe('without a running npm start', () => {
  test('a command stops and says what to start or to set', async () => {
    await expect(resolve({})).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringMatching(/npm start.*DATABASE_URL and TOKEN_ENCRYPTION_KEY.*MELI_CLIENT_ID/s),
    });
  });

  test('a command with its own database is asked for an application alone', async () => {
    const refusal: Error = await resolve(OWN_DATABASE).then(
      () => new Error('resolved'),
      (error: Error) => error,
    );
    expect(refusal.message).toContain('MELI_CLIENT_ID');
    expect(refusal.message).not.toContain('DATABASE_URL');
  });

  test('a command that needs no Mercado Livre runs with a database alone', async () => {
    const settings = await resolve(OWN_DATABASE, { needsMeli: false });
    expect(settings).toMatchObject({ database: 'external', meli: null });
  });

  test('everything set in the environment is enough', async () => {
    const settings = await resolve({ ...OWN_DATABASE, ...OWN_APPLICATION });
    expect(settings).toMatchObject({
      database: 'external',
      source: 'mercadolivre',
      rates: { requestsPerSecond: 10, visitsPerSecond: 4 },
    });
    expect(settings.databaseUrl.reveal()).toBe('postgres://own/db');
  });
});

describe('with a running npm start', () => {
  beforeEach(() => writeRunningStart(dataDir, RUNNING));

  test('a command uses its database, its simulator and the secrets of the data folder', async () => {
    const secrets = await ensureLocalSecrets(dataDir);
    const settings = await resolve({});
    expect(settings).toMatchObject({ database: 'embedded', source: 'simulator' });
    expect(settings.databaseUrl.reveal()).toBe(RUNNING.databaseUrl);
    expect(settings.meli).toMatchObject({ apiUrl: 'http://127.0.0.1:5601', clientId: 'simulated', redirectUri: null });
    expect(settings.rates).toEqual({ requestsPerSecond: 500, visitsPerSecond: 500 });
    expect(settings.jobsKeys[0]?.reveal()).toBe(secrets.jobsKeys[0]?.reveal());
    expect(settings.encryptionKeys[0]?.reveal()).toBe(secrets.encryptionKeys[0]?.reveal());
  });

  test('keys of the environment stand before the generated ones', async () => {
    await ensureLocalSecrets(dataDir);
    const settings = await resolve({ INTERNAL_JOBS_KEY: 'mine' });
    expect(settings.jobsKeys.map((key) => key.reveal())).toEqual(['mine']);
  });

  test('a database of its own takes nothing generated: without INTERNAL_JOBS_KEY there is no key', async () => {
    await ensureLocalSecrets(dataDir);
    const settings = await resolve(OWN_DATABASE);
    expect(settings).toMatchObject({ database: 'external', source: 'simulator', jobsKeys: [] });
    expect(settings.encryptionKeys[0]?.reveal()).toBe(OWN_DATABASE.TOKEN_ENCRYPTION_KEY);
  });

  test('hosts and application of the environment win', async () => {
    const withHost = await resolve({ MELI_API_URL: 'http://127.0.0.1:7000/' });
    expect(withHost.meli).toMatchObject({ apiUrl: 'http://127.0.0.1:7000', clientId: 'simulated' });
    const withApplication = await resolve(OWN_APPLICATION);
    expect(withApplication).toMatchObject({ source: 'mercadolivre', database: 'embedded' });
    expect(withApplication.meli).toMatchObject({ apiUrl: 'https://api.mercadolibre.com', clientId: 'own-id' });
  });

  test('one that works on a DATABASE_URL lends no database', async () => {
    await writeRunningStart(dataDir, { ...RUNNING, databaseUrl: null });
    await expect(resolve({})).rejects.toThrow('DATABASE_URL');
  });

  test('one that died without a word lends neither its simulator nor its database', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    await writeRunningStart(dataDir, { ...RUNNING, pid });
    await expect(resolve({})).rejects.toThrow(/No running "npm start"/);
    await expect(resolve(OWN_DATABASE)).rejects.toThrow(/No running "npm start".*MELI_CLIENT_ID/);
  });

  test('a damaged state file is named, not guessed around, and its content is not repeated', async () => {
    await writeFile(`${dataDir}/runtime.json`, '{"databaseUrl":"hidden');
    const refusal: Error = await resolve({}).then(
      () => new Error('resolved'),
      (error: Error) => error,
    );
    expect(refusal.message).toContain('runtime.json');
    expect(refusal.message).not.toContain('hidden');
  });
});
