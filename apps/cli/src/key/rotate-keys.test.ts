import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

const [OLD, NEW, OTHER] = [1, 2, 3].map(() => randomBytes(32).toString('base64'));

let database: TestDatabase;
let simulator: Simulator;
beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator({ world: { listings: 2, ordersPerDay: 1, historyDays: 5 } });
});
afterAll(async () => {
  await simulator.close();
  await database.drop();
});

const withKeys = (keys: string, ...argv: string[]) =>
  runCommand(argv, {
    DATABASE_URL: database.url,
    TOKEN_ENCRYPTION_KEY: keys,
    MELI_API_URL: simulator.url,
    MELI_AUTH_URL: simulator.url,
    MELI_CLIENT_ID: simulator.clientId,
    MELI_CLIENT_SECRET: simulator.clientSecret,
  });

test('pulso key rotate lets the old key be taken away, and says what it could not read', async () => {
  const { tenantId } = (await withKeys(`${OLD}`, 'tenant', 'create', '--name', 'Loja', '--json')).json;
  const token = await simulator.issueRefreshToken();
  await withKeys(`${OLD}`, 'connection', 'add', '--tenant', tenantId, '--refresh-token', token);
  const keyIds = () => query<{ key_id: string }>(database.db, 'select key_id from connection_tokens');
  const [before] = await keyIds();

  const tooSoon = await withKeys(`${NEW}`, 'key', 'rotate');
  expect(tooSoon).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('como segunda em TOKEN_ENCRYPTION_KEY'),
  });
  expect(await keyIds()).toEqual([before]);

  const rotated = await withKeys(`${NEW},${OLD}`, 'key', 'rotate', '--json');
  expect(rotated).toMatchObject({ exitCode: 0, json: { reencrypted: 1, unreadable: 0, remaining: 0 } });
  const [after] = await keyIds();
  expect(rotated.stdout).toContain(after?.key_id);
  expect(after).not.toEqual(before);
  expect((await withKeys(`${NEW},${OLD}`, 'key', 'rotate')).stdout).toMatch(/^Nada a recifrar;.*\nA segunda chave/);
  expect(await withKeys(`${NEW}`, 'key', 'rotate')).toMatchObject({ exitCode: 0 });
  expect(await withKeys(`${OTHER}`, 'key', 'rotate')).toMatchObject({ exitCode: 1 });
  for (const key of [OLD, NEW]) expect(JSON.stringify([tooSoon, rotated])).not.toContain(key);
});
