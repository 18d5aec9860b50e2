import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A notice as a callback got it. */
export interface Posted {
  _id?: string;
  id?: string;
  topic: string;
  resource: string;
  user_id: number | string;
  application_id: number;
  sent: string;
  received: string;
  attempts: number;
  actions?: string[];
}

/** A callback address of one's own, on real HTTP: keeps what is posted and answers as `answer` says; null = never. */
export async function openCallback() {
  const posted: Posted[] = [];
  const told = { contentTypes: new Set<string | undefined>() };
  let answer: (notice: Posted) => number | null = () => 200;
  const server = createServer(async (request, response) => {
    const notice = JSON.parse(await text(request)) as Posted;
    posted.push(notice);
    told.contentTypes.add(request.headers['content-type']);
    const status = answer(notice);
    if (status !== null) response.writeHead(status, { 'content-type': 'text/plain' }).end(`status ${status}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    posted,
    told,
    answerWith(next: typeof answer) {
      answer = next;
    },
    /** What was posted since the last time. */
    take: () => posted.splice(0),
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
