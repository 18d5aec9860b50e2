import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { ensureLocalSecrets, writeRunningStart } from '@pulso/runtime';
import { inheritedEnvironment } from '@pulso/runtime/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

let database: TestDatabase;
let folder: string;
const children: ChildProcess[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'pulso-api-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

const OWN = () => ({
  DATABASE_URL: database.url,
  TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  MELI_CLIENT_ID: 'id',
  MELI_CLIENT_SECRET: 'secret',
  PORT: '0',
});

interface Program {
  child: ChildProcess;
  /** The first line on stdout, or null when the program ended without one. */
  firstLine: Promise<string | null>;
  /** Exit code and everything on stderr. */
  ended: Promise<{ code: number | null; stderr: string }>;
}

/** The API as a process of its own, with no other environment than this. */
function run(environment: Record<string, string>): Program {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    cwd: folder,
    env: { ...inheritedEnvironment(), PULSO_DATA_DIR: join(folder, 'data'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  const stderr = child.stderr?.setEncoding('utf8').toArray() ?? Promise.resolve([]);
  const ended = Promise.all([once(child, 'exit'), stderr]).then(([[code], text]) => ({
    code: code as number | null,
    stderr: text.join(''),
  }));
  const line = child.stdout
    ? once(createInterface({ input: child.stdout }), 'line')
    : Promise.reject(new Error('no output'));
  const firstLine = Promise.race([line.then(([text]) => String(text)), ended.then(() => null)]);
  return { child, firstLine, ended };
}

describe('the API as a process', () => {
  test('says in one JSON line where it listens, answers there, and ends cleanly when told to', async () => {
    const { child, firstLine, ended } = run(OWN());
    const message = once(child, 'message');
    const { type, address } = JSON.parse((await firstLine) ?? '{}');
    expect(type).toBe('listening');
    expect((await message)[0]).toEqual({ type, address });
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect((await fetch(`${address}/api/v1/jobs`)).status).toBe(503);
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    for (const text of stderr.trim().split('\n')) JSON.parse(text);
  });

  test('ends when the process that started it is gone', async () => {
    const { child, firstLine, ended } = run(OWN());
    expect(await firstLine).toContain('listening');
    child.disconnect();
    expect((await ended).code).toBe(0);
  });

  test('lists every fault of its environment in one message and does not start', async () => {
    const { ended, firstLine } = run({ ...OWN(), PORT: 'x', TOKEN_ENCRYPTION_KEY: 'hidden', MELI_CLIENT_SECRET: '' });
    expect(await firstLine).toBeNull();
    const { code, stderr } = await ended;
    expect(code).toBe(2);
    for (const name of ['PORT', 'TOKEN_ENCRYPTION_KEY', 'MELI_CLIENT_SECRET']) expect(stderr).toContain(`  ${name}: `);
    expect(stderr).not.toContain('hidden');
  });

  test('names a busy PORT that was set and does not take another', async () => {
    const other = createTcpServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, stderr } = await run({ ...OWN(), PORT: String(port) }).ended;
    expect({ code, names: stderr.includes(`PORT ${port} is taken`) }).toEqual({ code: 2, names: true });
    other.close();
  });

  test('without anything says what to start or to set', async () => {
    const { code, stderr } = await run({}).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/npm start.*DATABASE_URL/s);
  });

  test('beside a running npm start uses its database and keys, and opens the dashboard', async () => {
    const dataDir = join(folder, 'running');
    const { jobsKeys } = await ensureLocalSecrets(dataDir);
    const simulator = { apiUrl: 'http://127.0.0.1:9', authUrl: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b' };
    const rest = { address: null, pid: 1, startedAt: new Date().toISOString() };
    await writeRunningStart(dataDir, { databaseUrl: database.url, simulator, ...rest });
    const { firstLine } = run({ PULSO_DATA_DIR: dataDir, PORT: '0' });
    const { address } = JSON.parse((await firstLine) ?? '{}');
    const key = { 'x-internal-key': jobsKeys[0]?.reveal() ?? '' };
    expect((await fetch(`${address}/api/v1/jobs`, { headers: key })).status).toBe(200);
    const session = await fetch(`${address}/trpc/session.get`);
    // Signed in, but nobody has made a tenant yet.
    expect(await session.json()).toMatchObject({ error: { message: expect.stringContaining('tenant create') } });
  });

  test('beside a npm start that died without a word says what to start or to set', async () => {
    const dataDir = join(folder, 'dead');
    const gone = createTcpServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as { port: number };
    gone.close();
    const simulator = { apiUrl: 'http://127.0.0.1:9', authUrl: 'http://127.0.0.1:9', clientId: 'a', clientSecret: 'b' };
    const rest = { address: null, pid: 1, startedAt: new Date().toISOString() };
    await ensureLocalSecrets(dataDir);
    await writeRunningStart(dataDir, { databaseUrl: `postgres://u:p@127.0.0.1:${port}/d`, simulator, ...rest });
    const { code, stderr } = await run({ PULSO_DATA_DIR: dataDir }).ended;
    expect(code).toBe(2);
    expect(stderr).toMatch(/npm start.*DATABASE_URL/s);
  });
});
