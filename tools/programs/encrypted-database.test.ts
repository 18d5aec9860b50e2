import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import {
  type EncryptedServer,
  makeAuthority,
  makeCertificate,
  startEncryptedServer,
  withServer,
} from '@pulso/database/testing';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { inheritedEnvironment } from '@pulso/runtime/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = { api: 'apps/api/src/main.ts', scheduler: 'apps/scheduler/src/main.ts', pulso: 'apps/cli/src/main.ts' };
type Program = keyof typeof MAIN;
const ENCRYPTION_KEY = randomBytes(32).toString('base64');

/** What nobody but the owner of the machine does: it does not ask for encryption. */
const CLEAR = 'sslmode=disable';

describe('every program with sslmode=verify-full in DATABASE_URL', () => {
  const authority = makeAuthority();
  let server: EncryptedServer;
  let simulator: Simulator;
  let right: string;
  let wrong: string;
  let otherHost: string;

  beforeAll(async () => {
    server = await startEncryptedServer();
    await server.serveWith(makeCertificate('127.0.0.1', authority));
    simulator = await startSimulator({ world: { listings: 2, ordersPerDay: 1, historyDays: 10 } });
    const trusting = (name: string, { certificate }: { certificate: string }) => {
      const file = join(server.folder, name);
      writeFileSync(file, certificate);
      return `?sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`;
    };
    right = server.url + trusting('right.pem', authority);
    wrong = server.url + trusting('wrong.pem', makeAuthority());
    // The certificate is for the address, and only for that.
    otherHost = right.replace('@127.0.0.1:', '@localhost:');
  });
  afterAll(async () => {
    await simulator.close();
    await server.close();
  });

  function start(program: Program, args: readonly string[], env: Record<string, string>): ChildProcess {
    return spawn(process.execPath, [join(ROOT, MAIN[program]), ...args], {
      cwd: server.folder,
      env: {
        ...inheritedEnvironment(),
        PULSO_DATA_DIR: join(server.folder, 'none'),
        TOKEN_ENCRYPTION_KEY: ENCRYPTION_KEY,
        MELI_API_URL: simulator.url,
        MELI_AUTH_URL: simulator.url,
        MELI_CLIENT_ID: simulator.clientId,
        MELI_CLIENT_SECRET: simulator.clientSecret,
        MELI_REQUESTS_PER_SECOND: '500',
        MELI_VISITS_PER_SECOND: '500',
        PORT: '0',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async function run(program: Program, args: readonly string[], env: Record<string, string>) {
    const child = start(program, args, env);
    if (!child.stdout || !child.stderr) throw new Error('no output');
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code: code as number | null, last: stdout.trim().split('\n').at(-1) ?? '', stderr };
  }

  /** Starts the API, asks whether it is ready and who is connected, and ends it. */
  async function askApi(url: string) {
    const child = start('api', [], { DATABASE_URL: url });
    if (!child.stdout || !child.stderr) throw new Error('no output');
    const log = text(child.stderr);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const answer = await fetch(`${JSON.parse(String(line)).address}/readyz`);
    const connected = await withServer(`${server.url}?${CLEAR}`, async (client) => {
      const sql = `select distinct ssl from pg_stat_activity join pg_stat_ssl using (pid) where application_name = 'pulso api'`;
      return (await client.query<{ ssl: boolean }>(sql)).rows.map(({ ssl }) => ssl);
    });
    child.kill('SIGTERM');
    return { status: answer.status, body: await answer.text(), log: await log, connected };
  }

  it('works encrypted from the migrations to the backup when the authority is the right one', async () => {
    const env = { DATABASE_URL: right };
    expect(await run('pulso', ['db', 'migrate'], env)).toMatchObject({ code: 0, stderr: '' });
    const { last } = await run('pulso', ['tenant', 'create', '--name', 'Loja', '--json'], env);
    const token = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
    const add = ['connection', 'add', '--tenant', JSON.parse(last).tenantId, '--refresh-token', token];
    expect(await run('pulso', add, env)).toMatchObject({ code: 0 });
    const ran = await run('scheduler', ['run', 'sync-mercadolivre'], env);
    expect({ ...ran, last: JSON.parse(ran.last) }).toMatchObject({ code: 0, last: { status: 'SUCCESS' } });
    expect(await run('pulso', ['backup', 'saved.gz'], env)).toMatchObject({ code: 0 });
    expect(await askApi(right)).toMatchObject({ status: 200, connected: [true] });
  });

  it('needs no file in the address when Node is told of the authority', async () => {
    const env = {
      DATABASE_URL: `${server.url}?sslmode=verify-full`,
      NODE_EXTRA_CA_CERTS: join(server.folder, 'right.pem'),
    };
    expect(await run('pulso', ['db', 'status'], env)).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    ['another authority', () => wrong, /not trusted; name the file of the right one in DATABASE_URL/],
    ['another host', () => otherHost, /for another host; DATABASE_URL has to name the host that it is for/],
  ])('does nothing and says what to do when the certificate is for or from %s', async (_, urlOf, todo) => {
    const env = { DATABASE_URL: urlOf() };
    for (const [program, args] of [
      ['pulso', ['db', 'migrate']],
      ['pulso', ['backup', 'never.gz']],
      ['scheduler', ['run', 'sync-mercadolivre']],
      ['scheduler', ['next']],
    ] as const) {
      const { code, last, stderr } = await run(program, args, env);
      expect({ args, code, last }).toEqual({ args, code: 1, last: '' });
      expect(stderr, args.join(' ')).toMatch(todo);
    }
    const asked = await askApi(env.DATABASE_URL);
    expect(asked).toMatchObject({ status: 503, connected: [] });
    expect(asked.log).toMatch(todo);
  });
});
