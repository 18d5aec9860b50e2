import { afterAll, describe, expect, it } from 'vitest';
import { makeDataDir } from '../testing/embedded/make-data-dir.ts';
import { serverProcesses } from '../testing/embedded/server-processes.ts';
import { holdServer, leaveServer } from './hold-server.ts';
import { isPostmaster } from './is-postmaster.ts';
import { openEmbeddedPostgres } from './open-embedded-postgres.ts';
import { serverFolder } from './server-folder.ts';

describe('the users of a server', () => {
  const { dataDir, remove } = makeDataDir();

  afterAll(remove);

  it('count one who has left no longer, also while its connection is still ending', async () => {
    const server = await openEmbeddedPostgres({ dataDir, durable: false });
    const folder = serverFolder(dataDir);
    const { postmaster } = await serverProcesses(server.url);
    const leaving = await holdServer(folder, Number(new URL(server.url).port));
    if (leaving === null) throw new Error('the server that was just opened is not there');
    expect(await leaveServer(leaving)).toBeNull();
    // Leaving keeps the door shut until the connection ends; here it ends at the server's hands.
    await leaving.query('select pg_advisory_unlock_all()');
    await server.close();
    expect(isPostmaster(postmaster, folder.cluster)).toBe(false);
    await leaving.end();
  });

  it('are told when the server at the port works on another folder', async () => {
    const other = makeDataDir();
    const server = await openEmbeddedPostgres({ dataDir, durable: false });
    const neighbour = await openEmbeddedPostgres({ dataDir: other.dataDir, durable: false });
    const wrongPort = Number(new URL(neighbour.url).port);
    await expect(holdServer(serverFolder(dataDir), wrongPort)).rejects.toMatchObject({ code: 'configuration' });
    await server.close();
    await neighbour.close();
    other.remove();
  });
});
