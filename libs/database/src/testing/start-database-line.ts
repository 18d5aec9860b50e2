import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line between a program and its database that a test can cut in the middle of everything. */
export interface DatabaseLine {
  /** the same database, over this line */
  readonly url: string;
  /** Ends every connection and every new one, as a server does that has died. */
  cut(): void;
  /** Lets nothing through any more, and says nothing, as a server does whose machine hangs. */
  freeze(): void;
  /** Ends whatever trouble there is; what was held up arrives. */
  restore(): void;
  /** Connections that found the line cut. */
  readonly refused: number;
  close(): Promise<void>;
}

/** @param databaseUrl where the line leads; by TCP */
export async function startDatabaseLine(databaseUrl: string): Promise<DatabaseLine> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  let isFrozen = false;
  const heldUp: (() => void)[] = [];
  let refused = 0;
  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    // A reset of one end is the end of the other; that it was a reset is what the test wanted.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const server = createServer((near) => {
    if (isCut) {
      refused += 1;
      near.resetAndDestroy();
      return;
    }
    const far = connect(Number(target.port || 5432), target.hostname);
    keep(near, far);
    keep(far, near);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk) => {
        if (isFrozen) heldUp.push(() => to.write(chunk));
        else to.write(chunk);
      });
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const end = () => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    get refused() {
      return refused;
    },
    cut() {
      isCut = true;
      end();
    },
    freeze() {
      isFrozen = true;
    },
    restore() {
      isCut = false;
      isFrozen = false;
      for (const arrive of heldUp.splice(0)) arrive();
    },
    async close() {
      server.close();
      end();
      await once(server, 'close');
    },
  };
}
