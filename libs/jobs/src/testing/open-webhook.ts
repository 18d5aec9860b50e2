import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Posted {
  method: string;
  authorization: string | null;
  /** Parsed; null for an empty body. */
  body: { text: string; pulso: Record<string, unknown> } | null;
}

/** A program that is called, keeps what it got, and answers with the next of `answers`, else 200. */
export async function openWebhook() {
  const posted: Posted[] = [];
  const answers: number[] = [];
  let whenCalled: () => Promise<void> = async () => undefined;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    posted.push({
      method: request.method ?? '',
      authorization: request.headers.authorization ?? null,
      body: body ? JSON.parse(body) : null,
    });
    await whenCalled();
    response.writeHead(answers.shift() ?? 200).end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/secret`,
    posted,
    answers,
    /** What each call waits for before it is answered. */
    holdUntil(wait: () => Promise<void>) {
      whenCalled = wait;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
