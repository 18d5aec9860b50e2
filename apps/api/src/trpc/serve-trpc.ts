import fastifyCompress from '@fastify/compress';
import { AppError } from '@pulso/domain';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiContext } from '../routes/api-context.ts';
import { createContext } from './context.ts';
import { type AppRouter, appRouter } from './router.ts';

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
function assertMethod({ method }: FastifyRequest, reply: FastifyReply): void {
  if (method === 'GET' || method === 'POST') return;
  reply.header('allow', 'GET, POST');
  throw new AppError('method_not_allowed', `${method} is not possible on this path`);
}

/** tRPC builds an address from the header and would fail on one that is none. */
function assertHost({ headers }: FastifyRequest): void {
  if (URL.canParse(`http://${headers.host}`)) return;
  const fault = { path: 'Host', message: 'is not the name of a host' };
  throw new AppError('invalid_input', `${fault.path} ${fault.message}`, { faults: [fault] });
}
