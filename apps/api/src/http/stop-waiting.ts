import { setMaxListeners } from 'node:events';
import type { FastifyInstance } from 'fastify';

const DRAIN_MS_MAX = 5_000;

/**
 * What tells waiting requests that the server stops. Closing then lets them finish their answers
 * before connections are cut: a caller that waits for a run gets its 202 (contract 3).
 */
export function stopWaitingOnClose(server: FastifyInstance): AbortSignal {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const underWay = new Set<object>();
  let drained: () => void = () => {};

  server.addHook('onRequest', async (request, reply) => {
    underWay.add(request);
    reply.raw.once('close', () => {
      underWay.delete(request);
      if (underWay.size === 0) drained();
    });
  });
  server.addHook('preClose', async () => {
    stopping.abort();
    if (underWay.size === 0) return;
    await new Promise<void>((resolve) => {
      const deadline = setTimeout(resolve, DRAIN_MS_MAX);
      drained = () => {
        clearTimeout(deadline);
        resolve();
      };
    });
  });
  return stopping.signal;
}
