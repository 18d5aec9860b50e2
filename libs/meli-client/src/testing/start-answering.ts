import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A call as it arrived. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** An answer: a body as JSON, or a text as it is. */
export interface Told {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  text?: string;
}

/** `silence` keeps the connection open without a word, `hang-up` ends it. */
export type Answering = (asked: Asked, index: number) => Told | 'silence' | 'hang-up' | Promise<Told>;

/** A server of one test, on a free port of this machine, that says what the test wants and remembers what it was asked. */
export async function startAnswering(answer: Answering): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const call = { method: request.method ?? '', path: pathname, query: searchParams, headers: request.headers, body };
    const told = await answer(call, asked.push(call) - 1);
    if (told === 'silence') return;
    if (told === 'hang-up') {
      request.socket.destroy();
      return;
    }
    const { status = 200, headers = {}, text = JSON.stringify(told.body) } = told;
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
