import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDir } from '../testing/embedded/make-data-dir.ts';
import { serverProcesses } from '../testing/embedded/server-processes.ts';
import { type ServerUser, startServerUser } from '../testing/embedded/start-server-user.ts';
import { withServer } from '../testing/with-server.ts';
import { isPostmaster } from './is-postmaster.ts';
import { type EmbeddedPostgres, openEmbeddedPostgres } from './open-embedded-postgres.ts';

const setting = (url: string, sql: string) =>
  withServer(url, async (client) => (await client.query<{ value: string }>(`select (${sql}) as value`)).rows[0]?.value);
const startTime = (url: string) => setting(url, 'pg_postmaster_start_time()::text');

describe('the embedded database', () => {
  const { dataDir, remove } = makeDataDir();
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    server = await openEmbeddedPostgres({ dataDir });
  });

  afterAll(async () => {
    await server.close();
    remove();
  });

  it('listens on this machine only, and on no socket file', async () => {
    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    expect(await setting(server.url, `current_setting('listen_addresses')`)).toBe('127.0.0.1');
    expect(await setting(server.url, `current_setting('unix_socket_directories')`)).toBe('');
  });

  it('lets nobody in without the password, which only the owner of the data directory can read', async () => {
    const passwordFile = join(dataDir, 'postgres/password');
    expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
    expect(new URL(server.url).password).toBe(readFileSync(passwordFile, 'utf8'));
    expect(readFileSync(passwordFile, 'utf8')).toHaveLength(32);
    const guess = new URL(server.url);
    guess.password = 'guess';
    await expect(new pg.Client({ connectionString: guess.href }).connect()).rejects.toMatchObject({ code: '28P01' });
    const stored = await setting(server.url, `select rolpassword from pg_authid where rolname = 'pulso'`);
    expect(stored).toMatch(/^SCRAM-SHA-256\$/);
  });

  it('speaks UTF-8 and knows Portuguese letters whatever the machine is set to, and lives in UTC', async () => {
    expect(await setting(server.url, `current_setting('server_encoding')`)).toBe('UTF8');
    expect(await setting(server.url, `lower('AÇÃO')`)).toBe('ação');
    expect(await setting(server.url, `current_setting('timezone')`)).toBe('UTC');
  });

  it('writes down every commit, unless it is there for tests', async () => {
    expect(await setting(server.url, `current_setting('fsync')`)).toBe('on');
    expect(await setting(server.url, `current_setting('full_page_writes')`)).toBe('on');
  });

  it('gives its server to the second who opens it, and closing that one twice leaves it running', async () => {
    const second = await openEmbeddedPostgres({ dataDir });
    expect(second.url).toBe(server.url);
    await Promise.all([second.close(), second.close()]);
    expect(await setting(server.url, `current_database()`)).toBe('pulso');
  });

  it('is not in the process group of the program that started it, so that Ctrl-C there does not reach it', async () => {
    const { postmaster } = await serverProcesses(server.url);
    // Signal 0 only asks: a group of that number exists only when the server leads its own.
    expect(() => process.kill(-postmaster, 0)).not.toThrow();
  });
});

describe('several users of the embedded database', () => {
  const { dataDir, remove } = makeDataDir();
  const cluster = join(dataDir, 'postgres/cluster');
  let users: ServerUser[] = [];

  afterAll(remove);

  it('four processes that start at once on an empty folder share one server', async () => {
    users = await Promise.all([1, 2, 3, 4].map(() => startServerUser(dataDir)));
    expect(new Set(users.map((user) => user.url)).size).toBe(1);
    expect(new Set(await Promise.all(users.map((user) => startTime(user.url)))).size).toBe(1);
  });

  it('the server stays while one user remains, also when another was killed, and ends with the last', async () => {
    const [first, second, third, last] = users;
    const url = last?.url ?? '';
    const { postmaster } = await serverProcesses(url);
    const started = await startTime(url);
    await first?.close();
    await second?.kill();
    await third?.close();
    expect(await startTime(url)).toBe(started);
    expect(isPostmaster(postmaster, cluster)).toBe(true);
    await last?.close();
    expect(isPostmaster(postmaster, cluster)).toBe(false);
  });

  it('users that leave at once stop the server exactly once, and those that come meanwhile get a new one', async () => {
    const leaving = await Promise.all([1, 2, 3].map(() => startServerUser(dataDir)));
    const [, , , next] = await Promise.all([...leaving.map((user) => user.close()), startServerUser(dataDir)]);
    const { postmaster } = await serverProcesses(next?.url ?? '');
    await next?.close();
    expect(isPostmaster(postmaster, cluster)).toBe(false);
  });
});
