import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDataDir } from '../testing/embedded/make-data-dir.ts';
import { serverProcesses } from '../testing/embedded/server-processes.ts';
import { withServer } from '../testing/with-server.ts';
import { findBinaries } from './find-binaries.ts';
import { initCluster } from './init-cluster.ts';
import { openEmbeddedPostgres } from './open-embedded-postgres.ts';
import { chooseRunAs } from './run-as.ts';
import { hasCluster, serverFolder } from './server-folder.ts';

const isRoot = process.getuid?.() === 0;

/** Under which user the server runs: by its own account where the system lets it say so. */
async function userOfServer(url: string): Promise<number> {
  if (process.platform !== 'linux') {
    const { postmaster } = await serverProcesses(url);
    return Number(spawnSync('ps', ['-o', 'uid=', '-p', String(postmaster)], { encoding: 'utf8' }).stdout);
  }
  return withServer(url, async (client) => {
    const { rows } = await client.query<{ status: string }>(`select pg_read_file('/proc/self/status') as status`);
    return Number(rows[0]?.status.match(/^Uid:\t(\d+)/m)?.[1]);
  });
}

describe('a data directory', () => {
  let folder: ReturnType<typeof makeDataDir>;

  beforeEach(() => {
    folder = makeDataDir();
  });

  afterEach(() => {
    folder.remove();
  });

  it('may have a path of 150 characters with spaces and accents', async () => {
    const start = join(folder.dataDir, 'área de trabalho ');
    const dataDir = start + 'x'.repeat(150 - start.length);
    expect(dataDir).toHaveLength(150);
    const server = await openEmbeddedPostgres({ dataDir, durable: false });
    expect(await withServer(server.url, async (client) => (await client.query('select 1')).rowCount)).toBe(1);
    await server.close();
  });

  it(`below a folder that only its owner can enter: ${isRoot ? 'root' : 'the owner'} can use it, and never as root`, async () => {
    const parent = join(folder.dataDir, 'private');
    mkdirSync(parent, { mode: 0o700 });
    const dataDir = join(parent, 'checkout/.pulso');
    const server = await openEmbeddedPostgres({ dataDir, durable: false });
    const uid = await userOfServer(server.url);
    expect(uid).not.toBe(0);
    // Root hands over to somebody else; everybody else runs it themselves.
    expect(uid === process.getuid?.()).toBe(!isRoot);
    await server.close();
    const again = await openEmbeddedPostgres({ dataDir, durable: false });
    expect(await userOfServer(again.url)).toBe(uid);
    await again.close();
    expect(statSync(parent).mode & 0o777).toBe(0o700);
  });

  it(`in a checkout that only its owner can enter, programs included, is made by ${isRoot ? 'somebody else than root' : 'the owner'}`, async () => {
    const checkout = join(folder.dataDir, 'private');
    mkdirSync(checkout, { mode: 0o700 });
    const native = join(checkout, 'node_modules/native');
    const installed = findBinaries(join(checkout, 'spare'));
    cpSync(join(installed.postgres, '../..'), native, { recursive: true, verbatimSymlinks: true });
    const binaries = { ...installed, postgres: join(native, 'bin/postgres'), initdb: join(native, 'bin/initdb') };
    const data = serverFolder(join(checkout, '.pulso'));
    const runAs = chooseRunAs(binaries, { folder: data.dataDir, cluster: null });
    // A plain change of user would not get there; the owner needs no change at all.
    expect(runAs.prefix.length > 0).toBe(isRoot);
    expect(runAs.identity).toEqual({});
    await initCluster(data, { binaries, runAs, durable: false });
    expect(hasCluster(data)).toBe(true);
  });

  it('that turns private after its first start still opens', async () => {
    const dataDir = join(folder.dataDir, 'later');
    await (await openEmbeddedPostgres({ dataDir, durable: false })).close();
    chmodSync(folder.dataDir, 0o700);
    const server = await openEmbeddedPostgres({ dataDir, durable: false });
    expect(await userOfServer(server.url)).not.toBe(0);
    await server.close();
  });

  it('with something else in the place of the database is refused and left as it is', async () => {
    mkdirSync(join(folder.dataDir, 'postgres'));
    writeFileSync(join(folder.dataDir, 'postgres/letter.txt'), 'mine');
    await expect(openEmbeddedPostgres({ dataDir: folder.dataDir })).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('PULSO_DATA_DIR'),
    });
    expect(readFileSync(join(folder.dataDir, 'postgres/letter.txt'), 'utf8')).toBe('mine');
  });

  it('made by another version of PostgreSQL is refused with both versions named', async () => {
    mkdirSync(join(folder.dataDir, 'postgres/cluster'), { recursive: true });
    writeFileSync(join(folder.dataDir, 'postgres/cluster/PG_VERSION'), '15\n');
    await expect(openEmbeddedPostgres({ dataDir: folder.dataDir })).rejects.toThrow(/PostgreSQL 15, this is 18/);
  });

  it('whose server does not start says so in the words of the server, and does not wait', async () => {
    const { dataDir } = folder;
    await (await openEmbeddedPostgres({ dataDir, durable: false })).close();
    writeFileSync(join(dataDir, 'postgres/cluster/postgresql.auto.conf'), 'no_such_setting = 1\n');
    await expect(openEmbeddedPostgres({ dataDir, durable: false })).rejects.toThrow(/no_such_setting/);
    expect(existsSync(join(dataDir, 'postgres/cluster/postmaster.pid'))).toBe(false);
  });

  it('keeps the log of its server from growing without end', async () => {
    const { dataDir } = folder;
    await (await openEmbeddedPostgres({ dataDir, durable: false })).close();
    const log = join(dataDir, 'postgres/server.log');
    writeFileSync(log, 'x'.repeat(1_100_000));
    await (await openEmbeddedPostgres({ dataDir, durable: false })).close();
    expect(statSync(log).size).toBeLessThan(10_000);
    expect(statSync(`${log}.1`).size).toBe(1_100_000);
  });
});
