import type { FastifyRequest } from 'fastify';
import type { RequestOrigin } from '../trpc/local-sign-in.ts';

/** What decides where a request comes from. */
export function requestOriginOf(request: FastifyRequest): RequestOrigin {
  const { socket } = request.raw;
  const address = request.server.server.address();
  const ownPort = typeof address === 'object' ? address?.port : undefined;
  return { peer: socket.remoteAddress, ownPort, headers: request.headers };
}
