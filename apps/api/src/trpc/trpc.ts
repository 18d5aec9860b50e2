import { AppError } from '@pulso/domain';
import { initTRPC } from '@trpc/server';
import type { TrpcContext } from './context.ts';
import { toTrpcError } from './error-mapping.ts';

const trpc = initTRPC.context<TrpcContext>().create({
  isDev: false,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      path: shape.data.path ?? null,
      errorCode: error.cause instanceof AppError ? error.cause.code : null,
    },
  }),
});

export const createRouter = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

/**
 * The one base of every procedure: signed in, the tenant in the context, and a change only from
 * our own page. No router can begin with less, because nothing less leaves this file.
 */
export const tenantProcedure = trpc.procedure.use(async ({ ctx, type, next }) => {
  try {
    const tenant = await ctx.signIn();
    if (type === 'mutation') ctx.assertOwnPage();
    const result = await next({ ctx: { deps: ctx.deps, tenant } });
    if (!result.ok && result.error.code === 'INTERNAL_SERVER_ERROR') throw result.error.cause ?? result.error;
    return result;
  } catch (thrown) {
    throw toTrpcError(thrown);
  }
});
