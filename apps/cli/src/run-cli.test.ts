import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { runCommand } from './testing/run-command.ts';

const NOBODY = '1b4e28ba-2fa1-41d2-883f-b9a761bde3fb';
const KEY = randomBytes(32).toString('base64');

let database: TestDatabase;
let simulator: Simulator;
let sellerId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator({ world: { listings: 2, ordersPerDay: 1 } });
  sellerId = simulator.sellers[0]?.sellerId ?? '';
});
afterAll(async () => {
  await simulator.close();
  await database.drop();
});
beforeEach(() => query(database.db, 'delete from tenants'));

const env = (url = database.url) => ({
  DATABASE_URL: url,
  TOKEN_ENCRYPTION_KEY: KEY,
  MELI_API_URL: simulator.url,
  MELI_AUTH_URL: simulator.url,
  MELI_CLIENT_ID: simulator.clientId,
  MELI_CLIENT_SECRET: simulator.clientSecret,
});
const pulso = (...argv: string[]) => runCommand(argv, env());
const createTenant = async (name = 'Loja'): Promise<string> =>
  (await pulso('--json', 'tenant', 'create', '--name', name)).json.tenantId;
const addSeller = async (tenantId: string) => {
  const token = await simulator.issueRefreshToken(sellerId);
  return pulso('--json', 'connection', 'add', '--tenant', tenantId, '--refresh-token', token);
};

describe('pulso db', () => {
  test('shows what an empty database lacks, creates it, and has nothing to do the second time', async () => {
    const empty = await createTestDatabase({ empty: true });
    const onEmpty = (...argv: string[]) => runCommand(argv, env(empty.url));
    const before = await onEmpty('db', 'status', '--json');
    expect(before.json).toMatchObject({ isCurrent: false, applied: [] });
    const migrated = await onEmpty('db', 'migrate', '--json');
    expect(migrated).toMatchObject({ exitCode: 0, json: { applied: before.json.pending, pending: [] } });
    expect((await onEmpty('db', 'migrate')).stdout).toBe('O esquema já estava em dia.\n');
    expect((await onEmpty('db', 'status')).stdout).toMatch(/^Esquema em dia \(\d+ migrações\)\.\n$/);
    await empty.drop();
  });

  test('is named by every other command on a database whose schema is behind, which then does no work', async () => {
    const empty = await createTestDatabase({ empty: true });
    const token = await simulator.issueRefreshToken(sellerId);
    for (const argv of [
      ['tenant', 'create', '--name', 'Loja'],
      ['tenant', 'list'],
      ['tenant', 'pause', NOBODY],
      ['connection', 'add', '--tenant', NOBODY, '--refresh-token', token],
      ['connection', 'list'],
      ['freshness'],
    ]) {
      const { exitCode, stdout, error } = await runCommand(argv, env(empty.url));
      expect({ argv, exitCode, stdout }).toEqual({ argv, exitCode: 1, stdout: '' });
      expect(error).toContain('pulso db migrate');
    }
    await empty.drop();
    // The token was not spent on the way.
    const tenantId = await createTenant();
    expect(await pulso('connection', 'add', '--tenant', tenantId, '--refresh-token', token)).toMatchObject({
      exitCode: 0,
    });
  });
});

describe('pulso tenant', () => {
  test('creates, lists, pauses and resumes', async () => {
    const created = await pulso('tenant', 'create', '--name', 'Loja', '--time-zone', 'America/Manaus', '--json');
    expect(created.json).toEqual({ tenantId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const { tenantId } = created.json;
    const view = { tenantId, name: 'Loja', timeZone: 'America/Manaus', createdAt: expect.any(String) };
    expect((await pulso('tenant', 'list', '--json')).json).toEqual({ tenants: [{ ...view, pausedAt: null }] });
    const paused = await pulso('tenant', 'pause', '--tenant', tenantId, '--json');
    expect(paused.json).toEqual({ ...view, pausedAt: expect.any(String) });
    expect((await pulso('tenant', 'list')).stdout).toContain(`${tenantId}  Loja  America/Manaus  pausada desde`);
    expect((await pulso('tenant', 'resume', tenantId)).stdout).toBe('Loja está ativa de novo.\n');
    expect((await pulso('tenant', 'list')).stdout).toContain('ativa');
  });

  test('says how to make the first one', async () => {
    expect((await pulso('tenant', 'list')).stdout).toContain('tenant create');
    expect((await pulso('tenant', 'list', '--json')).json).toEqual({ tenants: [] });
  });

  test.each([
    ['without a name', ['tenant', 'create']],
    ['with an empty name', ['tenant', 'create', '--name', ' ']],
    ['in a zone that nobody knows', ['tenant', 'create', '--name', 'x', '--time-zone', 'Brasil/Lua']],
    ['paused without an id', ['tenant', 'pause']],
    ['paused by something that is no id', ['tenant', 'pause', 'Loja']],
    ['paused that is not there', ['tenant', 'pause', NOBODY]],
    ['with an option that nobody knows', ['tenant', 'list', '--all']],
    ['erased, which this version cannot', ['tenant', 'erase', NOBODY]],
  ])('%s is refused as usage and writes nothing', async (_, argv) => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await pulso(...argv)).toMatchObject({ exitCode: 2, stdout: '' });
    expect((await pulso('tenant', 'list', '--json')).json).toEqual({ tenants: [] });
    vi.restoreAllMocks();
  });
});

describe('pulso connection', () => {
  test('connects a seller, keeps the name of the account, lists and disconnects it', async () => {
    const tenantId = await createTenant();
    const added = await addSeller(tenantId);
    expect(added.json).toEqual({ connectionId: expect.stringMatching(/^[0-9a-f-]{36}$/), sellerId });
    const { connectionId } = added.json;
    const view = { connectionId, tenantId, sellerId, nickname: simulator.sellers[0]?.nickname, statusReason: null };
    expect((await pulso('connection', 'list', '--json')).json).toEqual({
      connections: [{ ...view, status: 'active' }],
    });
    expect((await pulso('connection', 'disconnect', connectionId, '--json')).json).toEqual({
      connectionId,
      tenantId,
      status: 'disconnected',
    });
    expect((await pulso('connection', 'list', '--tenant', tenantId, '--json')).json).toEqual({
      connections: [{ ...view, status: 'disconnected' }],
    });
    expect(await query(database.db, 'select 1 as one from connection_tokens')).toEqual([]);
    expect(
      await query(database.db, 'select action, subject, actor_email from audit_entries order by happened_at'),
    ).toEqual([
      { action: 'seller_connected', subject: sellerId, actor_email: null },
      { action: 'seller_disconnected', subject: sellerId, actor_email: null },
    ]);
  });

  test('notes how far back the history is wanted, which a second wish only makes longer', async () => {
    const tenantId = await createTenant();
    const from = async () => (await query(database.db, 'select history_from::text as day from connections'))[0];
    const add = async (...wish: string[]) => {
      const token = await simulator.issueRefreshToken(sellerId);
      return pulso('connection', 'add', '--tenant', tenantId, '--refresh-token', token, ...wish);
    };
    expect(await add()).toMatchObject({ exitCode: 0 });
    expect(await from()).toEqual({ day: null });
    await add('--history-days', '90');
    const { day } = (await from()) as { day: string };
    expect(Date.parse(new Date().toISOString().slice(0, 10)) - Date.parse(day)).toBeLessThanOrEqual(90 * 86_400_000);
    await add('--history-days', '30');
    expect(await from()).toEqual({ day });
    expect(await add('--history-days', '31')).toMatchObject({ exitCode: 2 });
  });

  test('reads the refresh token from standard input', async () => {
    const tenantId = await createTenant();
    const token = await simulator.issueRefreshToken(sellerId);
    const argv = ['connection', 'add', '--tenant', tenantId, '--refresh-token', '-', '--json'];
    const ran = await runCommand(argv, env(), { readStdin: () => Promise.resolve(`${token}\n`) });
    expect(ran.json).toMatchObject({ sellerId });
    expect(await runCommand(argv, env())).toMatchObject({ exitCode: 2, error: 'The refresh token is empty' });
  });

  test('refuses a seller of another tenant before anything is stored, without naming it, and spends no token', async () => {
    const first = await createTenant('Primeira empresa');
    const second = await createTenant('Segunda');
    await addSeller(first);
    const token = await simulator.issueRefreshToken(sellerId);
    const tokensBefore = await query(database.db, 'select * from connection_tokens');
    const argv = ['connection', 'add', '--tenant', second, '--refresh-token', token];
    const refused = await pulso(...argv);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.error).not.toMatch(new RegExp(`Primeira|${first}`));
    expect((await pulso('connection', 'list', '--tenant', second, '--json')).json).toEqual({ connections: [] });
    expect(await query(database.db, 'select * from connection_tokens')).toEqual(tokensBefore);
    const { json } = await pulso('connection', 'list', '--tenant', first, '--json');
    await pulso('connection', 'disconnect', json.connections[0]?.connectionId ?? '');
    expect(await pulso(...argv)).toMatchObject({ exitCode: 0 });
  });

  test('says what to do about a token that Mercado Livre does not take', async () => {
    const tenantId = await createTenant();
    const spent = ['connection', 'add', '--tenant', tenantId, '--refresh-token', `TG-unknown-${sellerId}`];
    const refused = await pulso(...spent);
    expect(refused).toMatchObject({ exitCode: 3, stdout: '' });
    expect(refused.error).toContain('authorise the application again');
    expect((await pulso('connection', 'list', '--json')).json).toEqual({ connections: [] });
  });

  test.each([
    ['add for a tenant that is not there', ['add', '--tenant', NOBODY, '--refresh-token', 'TG-1-2']],
    ['add for something that is no id', ['add', '--tenant', 'Loja', '--refresh-token', 'TG-1-2']],
    ['list of a tenant by an empty id', ['list', '--tenant', '']],
    ['list of a tenant that is not there', ['list', '--tenant', NOBODY]],
    ['disconnect of a connection that is not there', ['disconnect', NOBODY]],
    ['disconnect of nothing', ['disconnect']],
    ['disconnect of two at once', ['disconnect', NOBODY, '--connection', '1b4e28ba-2fa1-41d2-883f-b9a761bde3fc']],
  ])('%s is refused as usage', async (_, argv) => {
    const { exitCode, stdout, error } = await pulso('connection', ...argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(error).not.toBe('');
  });
});

describe('pulso freshness', () => {
  test('shows every tenant, or the one asked for, as the endpoint does', async () => {
    const tenantId = await createTenant();
    await createTenant('Outra');
    await addSeller(tenantId);
    const all = (await pulso('freshness', '--json')).json;
    expect(all.tenants).toHaveLength(2);
    const [one] = (await pulso('freshness', '--tenant', tenantId, '--json')).json.tenants;
    expect(one).toMatchObject({ tenantId, name: 'Loja', status: 'never', maxDate: null, lagDays: null, lastRuns: [] });
    expect(one?.sources).toHaveLength(3);
    expect(one).not.toHaveProperty('isPaused');
    const { stdout } = await pulso('freshness');
    expect(stdout).toContain('Loja: nunca lido, sem dados\n  anúncios: nunca lido');
    expect(stdout).toContain('Outra: nunca lido, sem dados\n');
    expect(await pulso('freshness', '--tenant', NOBODY)).toMatchObject({ exitCode: 2 });
  });
});

test('without a database and without a running npm start a command says what to start or to set', async () => {
  const { exitCode, error } = await runCommand(['tenant', 'list'], { PULSO_DATA_DIR: '/nonexistent' });
  expect(exitCode).toBe(2);
  expect(error).toMatch(/npm start.*DATABASE_URL/);
});
