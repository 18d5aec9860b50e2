import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { inheritedEnvironment } from '@pulso/runtime/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../..');

let database: TestDatabase;
let dataDir: string;
const ends: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  database = await createTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'pulso-start-'));
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await database.drop();
  await rm(dataDir, { recursive: true });
});

/** What `npm start` runs, from the sources and on a database of the test's own. */
function start(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['apps/cli/src/main.ts', 'start'], {
    cwd: root,
    env: {
      ...inheritedEnvironment(),
      PULSO_DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      MELI_CLIENT_ID: '',
      MELI_CLIENT_SECRET: '',
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  ends.push(() => {
    child.kill('SIGKILL');
    return ended;
  });
  const says = async (pattern: RegExp) => {
    await expect.poll(() => lines.join('\n'), { timeout: 50_000 }).toMatch(pattern);
  };
  return { child, lines, ended, says };
}

/** The process of a part, as the system knows it. */
async function pidOf(main: string, parent: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const fields = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const found = fields.find(([, ppid, ...args]) => Number(ppid) === parent && args.join(' ').includes(main));
  return Number(found?.[0]);
}

describe('npm start', { timeout: 120_000 }, () => {
  test('names a busy PORT that was set, and a HOST that is none of this machine, where it was typed', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const busy = start({ PORT: String(port) });
    expect(await busy.ended).toBe(1);
    expect(busy.lines.join('\n')).toMatch(new RegExp(`PORT ${port} is taken.*see .*api\\.log`));
    other.close();
    const elsewhere = start({ HOST: '192.0.2.1' });
    expect(await elsewhere.ended).toBe(1);
    expect(elsewhere.lines.join('\n')).toContain('HOST 192.0.2.1 is not an address of this machine');
  });

  test('ends with code 1 when a part ends by itself, and names the part, its code and its log', async () => {
    const running = start();
    await running.says(/^Painel: http/m);
    process.kill(await pidOf('apps/api', running.child.pid), 'SIGKILL');
    expect(await running.ended).toBe(1);
    const end = expect.stringMatching(/^O Pulso encerra, porque api terminou \(código .+\); .*api\.log$/);
    expect(running.lines).toContainEqual(end);
  });

  test('told to stop during its first reading ends well, tells of no failure and starts nothing more', async () => {
    const running = start();
    await running.says(/^Painel: http/m);
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(running.lines.filter((line) => !/^(Painel|Primeiro acesso): /.test(line))).toEqual([]);
  });
});
