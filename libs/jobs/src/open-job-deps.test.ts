import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { fixedClock } from '@pulso/domain';
import { createLogger, type ResolvedSettings, resolveSettings } from '@pulso/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assertDatabaseReady } from './assert-database-ready.ts';
import { openJobDeps } from './open-job-deps.ts';

const clock = fixedClock(new Date('2026-11-23T12:00:00Z'));
const log = createLogger({ app: 'test', level: 'silent' });
const applicationName = 'pulso test of deps';

let empty: TestDatabase;
let migrated: TestDatabase;
beforeAll(async () => {
  empty = await createTestDatabase({ empty: true });
  migrated = await createTestDatabase();
});
afterAll(async () => {
  await empty.drop();
  await migrated.drop();
});

function settingsFor(url: string, more: Record<string, string> = {}): Promise<ResolvedSettings> {
  const env = { DATABASE_URL: url, TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'), ...more };
  return resolveSettings(env, { needsMeli: false });
}

const APPLICATION = { MELI_CLIENT_ID: 'id', MELI_CLIENT_SECRET: 'shh', MELI_API_URL: 'http://127.0.0.1:9/' };

describe('what jobs work with', () => {
  test('comes from the settings: database, application, cipher and budget', async () => {
    const settings = await settingsFor(migrated.url, APPLICATION);
    const { deps, close } = await openJobDeps({ settings, clock, log, applicationName });
    expect(deps.connections.application).toEqual({
      apiUrl: 'http://127.0.0.1:9',
      clientId: 'id',
      clientSecret: 'shh',
    });
    const { cipher } = deps.connections;
    expect(cipher.decrypt(cipher.encrypt('TG-1'), cipher.keyId)).toBe('TG-1');
    await assertDatabaseReady(deps.db, settings);
    await close();
  });

  test('without an application serves calculation, and names what is missing when somebody wants to call', async () => {
    const settings = await settingsFor(migrated.url);
    const { deps, close } = await openJobDeps({ settings, clock, log, applicationName });
    expect(() => ({ ...deps.connections.application })).toThrow('MELI_CLIENT_ID');
    await close();
  });
});

describe('a database before work', () => {
  test('without a schema stops it and names the command that makes one', async () => {
    const settings = await settingsFor(empty.url);
    await expect(assertDatabaseReady(empty.db, settings)).rejects.toMatchObject({
      code: 'schema_behind',
      message: expect.stringContaining('pulso db migrate'),
    });
  });

  test('of a dead npm start is told apart from one that is away for a while', async () => {
    const settings = await settingsFor('postgres://u:p@127.0.0.1:1/none');
    const { deps, close } = await openJobDeps({ settings, clock, log, applicationName });
    await expect(assertDatabaseReady(deps.db, settings)).rejects.toMatchObject({ code: 'database_unavailable' });
    await expect(assertDatabaseReady(deps.db, { ...settings, database: 'embedded' })).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('npm start'),
    });
    await close();
  });
});
