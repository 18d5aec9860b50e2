import { createServer as createTcpServer, type Server } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';
import { listen } from './listen.ts';

const servers: (FastifyInstance | Server)[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A port that somebody else has taken. */
async function takePort(): Promise<number> {
  const other = createTcpServer().listen(0, '127.0.0.1');
  servers.push(other);
  await new Promise((resolve) => other.once('listening', resolve));
  return (other.address() as { port: number }).port;
}

function aServer(): FastifyInstance {
  const server = Fastify();
  server.get('/', () => 'here');
  servers.push(server);
  return server;
}

describe('opening the server', () => {
  test('takes the port that was set', async () => {
    const address = await listen(aServer(), { host: '127.0.0.1', port: 0 });
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(address)).text()).toBe('here');
  });

  test('stops with a message that names the port when the one that was set is taken', async () => {
    const port = await takePort();
    await expect(listen(aServer(), { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining(`PORT ${port} is taken`),
    });
  });

  test('takes the next free port when none was set', async () => {
    const firstPort = await takePort();
    const address = await listen(aServer(), { host: '127.0.0.1', port: null, firstPort });
    expect(Number(new URL(address).port)).toBeGreaterThan(firstPort);
    expect(await (await fetch(address)).text()).toBe('here');
  });

  test('names HOST when it is not an address of this machine', async () => {
    await expect(listen(aServer(), { host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('HOST 192.0.2.1'),
    });
  });
});
