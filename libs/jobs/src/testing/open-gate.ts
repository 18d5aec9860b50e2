import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GateAnswer {
  status?: number;
  body: unknown;
}

/**
 * Stands between the application and a simulator: what is `told` for a path is answered so, everything else is passed on.
 * @param rewrite changes the text of an answer that is passed on
 */
export async function openGate(
  simulatorUrl: string,
  { rewrite = (_path, text) => text }: { rewrite?: (path: string, text: string) => string } = {},
) {
  const told = new Map<string, (query: URLSearchParams) => GateAnswer | null>();
  /** What a call to a path waits for before it is passed on. */
  const held = new Map<string, () => Promise<void>>();
  const server = createServer(async (request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', simulatorUrl);
    const answer = told.get(pathname)?.(searchParams);
    if (answer) {
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
      return;
    }
    await held.get(pathname)?.();
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { authorization, 'content-type': contentType } = request.headers;
    const headers = { ...(authorization && { authorization }), ...(contentType && { 'content-type': contentType }) };
    const { method = 'GET' } = request;
    const body = parts.length > 0 ? Buffer.concat(parts).toString() : null;
    const passed = await fetch(new URL(pathname + search, simulatorUrl), { method, headers, body });
    response.writeHead(passed.status, { 'content-type': passed.headers.get('content-type') ?? 'application/json' });
    response.end(rewrite(pathname, await passed.text()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    held,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Gate = Awaited<ReturnType<typeof openGate>>;
