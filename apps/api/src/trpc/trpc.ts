import { AppError, type AppErrorCode, type InputFault } from '@pulso/domain';
import { isAtLeast, type Role } from '@pulso/members';
import { initTRPC, type TRPCError } from '@trpc/server';
import { z } from 'zod';
import { invalidInput, toFaults } from '../http/parse-input.ts';
import type { TrpcContext } from './context.ts';
import { toTrpcError } from './error-mapping.ts';

/** What a procedure declares of itself: `tenantProcedure.meta({ least: 'member' })`. */
export interface ProcedureMeta {
  /** The least role that may call it. Left out: reading is for every member, a change for owners. */
  least: Role;
}

const trpc = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    // What the browser learns of a failure: our code and sentence, never a stack or a parser's own words.
    errorFormatter: ({ shape, error }) => {
      const shown = shownOf(error);
      return {
        code: shape.code,
        message: shown.message,
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          errorCode: shown.errorCode,
          faults: shown.faults,
        },
      };
    },
  });

export const createRouter = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

/**
 * The one base of every procedure: signed in, with the role that it declares, the tenant in the context, a database in which only that
 * tenant's rows exist, and a change only from our own page. No router can begin with less, because nothing less leaves this file.
 */
export const tenantProcedure = trpc.procedure.use(async ({ ctx, type, meta, next }) => {
  try {
    const visitor = await ctx.signIn();
    const { tenant, role } = visitor;
    if (type !== 'query') ctx.assertOwnPage();
    const least = meta?.least ?? (type === 'query' ? 'viewer' : 'owner');
    if (!isAtLeast(role, least)) throw new AppError('forbidden', `This needs the role ${least}`);
    const deps = { ...ctx.deps, db: await ctx.deps.wall(tenant.tenantId) };
    const result = await next({ ctx: { deps, tenant, visitor } });
    if (!result.ok) throw result.error;
    return result;
  } catch (thrown) {
    throw toTrpcError(thrown);
  }
});

interface ShownError {
  message: string;
  errorCode: AppErrorCode | null;
  faults: readonly InputFault[];
}

function shownOf(error: TRPCError): ShownError {
  const { cause } = error;
  if (cause instanceof z.core.$ZodError) return shownOfApp(invalidInput(cause.issues.flatMap(toFaults)));
  if (cause instanceof AppError) return shownOfApp(cause);
  const message =
    error.code === 'INTERNAL_SERVER_ERROR' ? 'Unexpected failure; the log has the details' : sentence(error);
  return { message, errorCode: null, faults: [] };
}

function shownOfApp({ message, code, faults }: AppError): ShownError {
  return { message, errorCode: code, faults };
}

/** tRPC's own refusals say nothing secret, except that its parser quotes the body. */
function sentence({ code, message }: TRPCError): string {
  return code === 'PARSE_ERROR' ? 'The request is not valid JSON' : message;
}
