import { AppError, type AppErrorCode, type InputFault } from '@pulso/domain';
import { isAtLeast, type Role } from '@pulso/members';
import { initTRPC, type TRPCError } from '@trpc/server';
import { z } from 'zod';
import { invalidInput, toFaults } from '../http/parse-input.ts';
import type { TrpcContext } from './context.ts';
import { toTrpcError } from './error-mapping.ts';

/** What a procedure declares of itself: `tenantProcedure.meta({ least: 'member' })`. */
export interface ProcedureMeta {
  /** The least role that may call it. Left out: reading and following is for every member, a change for owners. */
  least: Role;
}

/** Far below the minute after which proxies cut a connection on which nothing happens. */
const PING_EACH_MS = 15_000;
/** A page that has heard nothing for so long, asleep or cut off without a word, opens its stream anew. */
const SILENT_MS_MAX = 40_000;

const trpc = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: PING_EACH_MS }, client: { reconnectAfterInactivityMs: SILENT_MS_MAX } },
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
 * tenant's rows exist, and a change only from our own page. No router can begin with less, because nothing less leaves this file. A
 * subscription changes nothing; it is a GET like a query, and as little of it can be read by the page of another site.
 */
export const tenantProcedure = trpc.procedure.use(async ({ ctx, type, meta, next }) => {
  try {
    const visitor = await ctx.signIn();
    const { tenant, role } = visitor;
    if (type === 'mutation') ctx.assertOwnPage();
    const least = meta?.least ?? (type === 'mutation' ? 'owner' : 'viewer');
    if (!isAtLeast(role, least)) throw new AppError('forbidden', `This needs the role ${least}`);
    const deps = { ...ctx.deps, db: await ctx.deps.wall(tenant.tenantId) };
    const result = await next({ ctx: { deps, tenant, visitor } });
    if (!result.ok) throw result.error;
    return result;
  } catch (thrown) {
    throw toTrpcError(thrown);
  }
});

/** As `tenantProcedure`, for what only reads numbers: its database may be the replica. */
export const numbersProcedure = tenantProcedure.use(async ({ ctx, next }) => {
  const deps = { ...ctx.deps, db: await ctx.chooseNumbersDb() };
  return next({ ctx: { deps } });
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
