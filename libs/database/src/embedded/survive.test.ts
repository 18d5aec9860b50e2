import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeDataDir } from '../testing/embedded/make-data-dir.ts';
import { killServer, serverProcesses } from '../testing/embedded/server-processes.ts';
import { startServerUser } from '../testing/embedded/start-server-user.ts';
import { withServer } from '../testing/with-server.ts';
import { openEmbeddedPostgres } from './open-embedded-postgres.ts';
import { waitFor } from './wait-for.ts';

const { dataDir, remove } = makeDataDir();
const cluster = join(dataDir, 'postgres/cluster');
const noteFile = join(cluster, 'postmaster.pid');
const open = () => openEmbeddedPostgres({ dataDir });
const countSales = (url: string) =>
  withServer(url, async (client) => (await client.query('select n from sales')).rowCount);

/** Everything is killed, as by a power cut. @returns the address that the server had */
async function killEverything(): Promise<string> {
  const user = await startServerUser(dataDir);
  await user.kill();
  await killServer(user.url);
  return user.url;
}

describe('the embedded database survives', () => {
  afterAll(remove);

  it('the kill of every process: it starts again at the same address with all that was committed', async () => {
    const user = await startServerUser(dataDir);
    await withServer(user.url, (client) => client.query('create table sales as select generate_series(1, 1000) as n'));
    await user.kill();
    await killServer(user.url);
    expect(existsSync(noteFile)).toBe(true);
    const again = await open();
    expect(again.url).toBe(user.url);
    expect(await countSales(again.url)).toBe(1000);
    await again.close();
  });

  it('the note of a killed server whose process id belongs to another program now', async () => {
    await killEverything();
    const { uid, gid } = statSync(cluster);
    const stranger = spawn('/bin/sh', ['-c', 'read line'], { uid, gid, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] });
    const [, ...rest] = readFileSync(noteFile, 'utf8').split('\n');
    writeFileSync(noteFile, [stranger.pid, ...rest].join('\n'));
    const again = await open();
    expect(await countSales(again.url)).toBe(1000);
    expect(stranger.exitCode).toBeNull();
    expect((await serverProcesses(again.url)).postmaster).not.toBe(stranger.pid);
    await again.close();
    stranger.stdin.end();
    await once(stranger, 'exit');
  });

  it('two starts at once after the kill of every process', async () => {
    await killEverything();
    const [one, other] = await Promise.all([startServerUser(dataDir), startServerUser(dataDir)]);
    expect(one.url).toBe(other.url);
    expect(await countSales(one.url)).toBe(1000);
    await Promise.all([one.close(), other.close()]);
  });

  it('another program on its port: it takes a free one and leaves the other alone', async () => {
    const first = await open();
    const port = Number(new URL(first.url).port);
    await first.close();
    const other = createServer((socket) => socket.end('occupied'));
    other.listen(port, '127.0.0.1');
    await once(other, 'listening');
    const second = await open();
    expect(new URL(second.url).port).not.toBe(String(port));
    expect(await countSales(second.url)).toBe(1000);
    expect(other.listening).toBe(true);
    await second.close();
    other.close();
    await once(other, 'close');
  });

  it('the kill of the server alone: whoever has it open gets it back at the same address', async () => {
    const server = await open();
    const before = await serverProcesses(server.url);
    process.kill(before.postmaster, 'SIGKILL');
    const back = () => serverProcesses(server.url).catch(() => null);
    const after = await waitFor(back, { what: 'the server to come back', timeout_ms: 30_000 });
    expect(after.postmaster).not.toBe(before.postmaster);
    expect(await countSales(server.url)).toBe(1000);
    await server.close();
  });

  it('a user that is killed while the database is being made', async () => {
    const fresh = makeDataDir();
    const leftover = join(fresh.dataDir, '.postgres-new-4194999-abc');
    mkdirSync(leftover);
    const server = await openEmbeddedPostgres({ dataDir: fresh.dataDir, durable: false });
    expect(existsSync(leftover)).toBe(false);
    await server.close();
    fresh.remove();
  });
});
