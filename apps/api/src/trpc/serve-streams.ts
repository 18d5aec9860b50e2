import type { AnyTRPCProcedure } from '@trpc/server';
import { type FastifyTRPCPluginOptions, fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import type { FastifyInstance } from 'fastify';
import { inTime } from '../http/in-time.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { assertHost } from './assert-host.ts';
import { createContext } from './context.ts';
import { type AppRouter, appRouter } from './router.ts';

/** The router's types nest what it keeps by its whole name. */
const procedures = appRouter._def.procedures as unknown as Readonly<Record<string, AnyTRPCProcedure>>;

/** The names of the procedures that tell more than once. */
export const streamNames: ReadonlySet<string> = new Set(
  Object.keys(procedures).filter((name) => procedures[name]?._def.type === 'subscription'),
);

/**
 * Gives each subscription a route of its own, as server-sent events: it may last longer than an answer, nothing compresses what has to leave
 * at once, and it is counted by its name.
 */
export function serveStreams(
  server: FastifyInstance,
  context: ApiContext,
  trpcOptions: FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
): void {
  const told = new WeakSet<Error>();
  const options: typeof trpcOptions = {
    ...trpcOptions,
    // The stream as a whole has a longer limit than the database.
    createContext: ({ req, res }) => {
      const own = createContext(context, req, res);
      return { ...own, signIn: () => inTime(context, own.signIn()) };
    },
    // tRPC tells of a refusal when it comes, and once more when it is written to the stream.
    onError: (failure) => {
      if (!told.has(failure.error)) trpcOptions.onError?.(failure);
      told.add(failure.error);
    },
    responseMeta: () => ({ headers: { 'cache-control': 'no-store, no-transform' } }),
  };
  void server.register(async (scope) => {
    scope.addHook('onRequest', async (request) => assertHost(request));
    for (const path of streamNames) {
      scope.get(
        `/trpc/${path}`,
        {
          exposeHeadRoute: false,
          handlerTimeout: context.followFor_ms + 4 * context.databaseWithin_ms,
        },
        (req, res) => fastifyRequestHandler({ ...options, req, res, path }),
      );
    }
  });
}
