import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to the database on which a test is told of each message, and may keep it from arriving. */
export interface TappedLine {
  url: string;
  /** Asked about each message to the database, and about each answer together with the message before it; true lets it pass. */
  tap: { ask(sent: string): boolean; answer(sent: string, received: string): boolean };
  close(): Promise<void>;
}

/** @param databaseUrl where it leads; by TCP */
export async function openTappedLine(databaseUrl: string): Promise<TappedLine> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const tap: TappedLine['tap'] = { ask: () => true, answer: () => true };
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname);
    let sent = '';
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      // A reset of one end is the end of the other: that is what becomes of a killed process.
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.on('data', (chunk) => {
      sent = chunk.toString('latin1');
      if (tap.ask(sent)) far.write(chunk);
    });
    far.on('data', (chunk) => {
      if (tap.answer(sent, chunk.toString('latin1'))) near.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    tap,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
