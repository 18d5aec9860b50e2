import fastifyCompress from '@fastify/compress';
import { AppError } from '@pulso/domain';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiContext } from '../routes/api-context.ts';
import { assertHost } from './assert-host.ts';
import { createContext } from './context.ts';
import { type AppRouter, appRouter } from './router.ts';
import { serveStreams, streamNames } from './serve-streams.ts';

const BATCH_MAX = 20;
const RETRY_AFTER_SECONDS = '5';

/** Mounts the dashboard's typed API below /trpc. A name that no procedure has is an unknown path (contract 3). */
export function serveTrpc(server: FastifyInstance, context: ApiContext): void {
  const trpcOptions: FastifyTRPCPluginOptions<AppRouter>['trpcOptions'] = {
    router: appRouter,
    maxBatchSize: BATCH_MAX,
    createContext: ({ req, res }) => createContext(context, req, res),
    onError: ({ error, path, req }) => {
      const isOurs = error.code === 'INTERNAL_SERVER_ERROR' || error.code === 'SERVICE_UNAVAILABLE';
      req.log[isOurs ? 'error' : 'info']({ err: error, procedure: path }, 'procedure failed');
    },
    responseMeta: ({ errors }) =>
      errors.some(({ code }) => code === 'SERVICE_UNAVAILABLE')
        ? { headers: { 'retry-after': RETRY_AFTER_SECONDS } }
        : {},
  };
  void server.register(async (scope) => {
    scope.addHook('onRequest', async (request, reply) => {
      assertKnownProcedures(request);
      assertMethod(request, reply);
      assertHost(request);
    });
    // A page of listings is a tenth of its size; what is asked is never compressed, so nothing is unpacked for strangers.
    await scope.register(fastifyCompress, { encodings: ['br', 'gzip'], globalDecompression: false });
    await scope.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions });
  });
  serveStreams(server, context, trpcOptions);
}

function assertKnownProcedures({ params, query }: FastifyRequest): void {
  const { path = '' } = params as { path?: string };
  const isBatch = (query as { batch?: string }).batch === '1';
  const names = isBatch ? path.split(',') : [path];
  if (!names.every((name) => Object.hasOwn(appRouter._def.procedures, name))) {
    throw new AppError('not_found', 'There is nothing at this address');
  }
}

/** A HEAD is refused too: its answer would tell nothing that a GET does not. */
function assertMethod({ method, params }: FastifyRequest, reply: FastifyReply): void {
  const { path = '' } = params as { path?: string };
  const methods = streamNames.has(path) ? ['GET'] : ['GET', 'POST'];
  if (methods.includes(method)) return;
  reply.header('allow', methods.join(', '));
  throw new AppError('method_not_allowed', `${method} is not possible on this path`);
}
