import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** The token endpoint for one seller, of whose refresh tokens the newest works once (API document 1.2). */
export interface SellerKeys {
  apiUrl: string;
  /** What Mercado Livre holds to be the newest refresh token. */
  newest: string;
  /** Pairs given out so far. */
  pairs: number;
  /** Asked before anything happened, and after a pair was made; false: no answer leaves. */
  meanwhile: { arrived(): boolean; made(): boolean };
  /** The seller authorises anew: the pair before it is dead. */
  authorise(): string;
  close(): Promise<void>;
}

export async function openSellerKeys(sellerId: string): Promise<SellerKeys> {
  const server = createServer((request, answer) => void handle(request, answer));
  const keys: SellerKeys = {
    apiUrl: '',
    newest: '',
    pairs: 0,
    meanwhile: { arrived: () => true, made: () => true },
    authorise() {
      keys.newest = `TG-${randomUUID()}-${sellerId}`;
      return keys.newest;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  async function handle(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const form = new URLSearchParams(await text(request));
    if (!keys.meanwhile.arrived()) return;
    if (form.get('refresh_token') !== keys.newest) {
      answer.writeHead(400).end(JSON.stringify({ error: 'invalid_grant', status: 400, cause: [] }));
      return;
    }
    keys.pairs += 1;
    const pair = { access_token: `APP_USR-${randomUUID()}`, refresh_token: keys.authorise() };
    if (!keys.meanwhile.made()) return;
    const rest = { token_type: 'bearer', expires_in: 21_600, scope: 'offline_access', user_id: Number(sellerId) };
    answer.setHeader('content-type', 'application/json').end(JSON.stringify({ ...pair, ...rest }));
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  keys.apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return keys;
}
