import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMeliClient, type MeliClientOptions } from '../create-meli-client.ts';

export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a text as it is. */
  body: unknown;
}

/** A host that answers as the test says, over real HTTP, with a client whose waiting only counts. */
export async function openScriptedHost(answer: (url: URL, request: IncomingMessage, call: number) => ScriptedAnswer) {
  const calls: string[] = [];
  const waits_ms: number[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://host');
    calls.push(`${url.pathname}${url.search}`);
    const { status = 200, headers = {}, body } = answer(url, request, calls.length);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let renewals = 0;
  const client = (options: Partial<MeliClientOptions> = {}) =>
    createMeliClient({
      apiUrl,
      tokens: {
        getAccessToken: async () => `key-${renewals}`,
        replaceRejectedToken: async () => `key-${(renewals += 1)}`,
      },
      budget: { take: async () => undefined },
      random: () => 0.5,
      wait: async (ms) => void waits_ms.push(ms),
      ...options,
    });
  return {
    apiUrl,
    calls,
    waits_ms,
    client,
    renewals: () => renewals,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
