import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A door before Mercado Livre: while it is closed, calls wait at it, and the run that made them goes on running. */
export interface HeldCalls {
  url: string;
  close(): void;
  /** Calls that stand before the closed door. */
  readonly waiting: number;
  open(): void;
  /** Ends the server; whoever still waits is cut off. */
  end(): void;
}

/** @param target where the calls go once the door is open; it begins open */
export async function holdCalls(target: string): Promise<HeldCalls> {
  let gate = Promise.resolve();
  let open = () => {};
  let waiting = 0;
  const server = createServer((request, answer) => {
    const pass = async () => {
      const body = await buffer(request);
      waiting += 1;
      await gate;
      waiting -= 1;
      const headers = new Headers(request.headers as Record<string, string>);
      for (const name of ['host', 'connection', 'content-length']) headers.delete(name);
      const method = request.method ?? 'GET';
      const reply = await fetch(new URL(request.url ?? '/', target), {
        method,
        headers,
        ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
      });
      answer.writeHead(reply.status, Object.fromEntries(reply.headers));
      answer.end(Buffer.from(await reply.arrayBuffer()));
    };
    pass().catch(() => answer.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      const closed = Promise.withResolvers<void>();
      gate = closed.promise;
      open = closed.resolve;
    },
    get waiting() {
      return waiting;
    },
    open: () => open(),
    end() {
      server.closeAllConnections();
      server.close();
    },
  };
}
