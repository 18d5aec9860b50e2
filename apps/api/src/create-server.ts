import { randomUUID } from 'node:crypto';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { ApiDeps, ApiSettings } from './api-deps.ts';
import { answerErrors, answerUnroutable } from './http/answer-errors.ts';
import { answerUnparsable } from './http/answer-unparsable.ts';
import { guardRequests } from './http/guard-requests.ts';
import { recordRequests } from './http/record-requests.ts';
import { createRefusalLimit, keyAllowance } from './http/refusal-limit.ts';
import { createRequestCounters } from './http/request-counters.ts';
import { collectRoutes } from './http/route-table.ts';
import { createSchemaGate } from './http/schema-gate.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { serveWeb } from './http/serve-web.ts';
import { stopWaitingOnClose } from './http/stop-waiting.ts';
import type { ApiContext } from './routes/api-context.ts';
import { addRoutes } from './routes/index.ts';
import { createNumbersSource } from './trpc/create-numbers-source.ts';
import { createTenantWall } from './trpc/create-tenant-wall.ts';
import { serveTrpc } from './trpc/serve-trpc.ts';
import { createStreamLimit } from './trpc/stream-limit.ts';
import { createTrialLimit } from './trpc/trial-limit.ts';

const BODY_BYTES_MAX = 1024 * 1024;
const REQUEST_MS_MAX = 30_000;
const DATABASE_WITHIN_MS = 30_000;
/** Whoever has been signed out is told of a run for so long at most; asking who they are at each look would cost more than the look. */
const FOLLOW_FOR_MS = 30_000;
/** A batch of procedures stands in one path segment. */
const SEGMENT_LENGTH_MAX = 2_000;

/** The whole HTTP side; the caller listens, and closes it before the runner and the database. */
export function createServer(deps: ApiDeps): FastifyInstance {
  const log: FastifyBaseLogger = deps.log;
  const { databaseWithin_ms = DATABASE_WITHIN_MS, followFor_ms = FOLLOW_FOR_MS } = deps;
  const limits = { databaseWithin_ms, followFor_ms };
  const server: FastifyInstance = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: toTrustProxy(deps.settings.trustProxy),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    handlerTimeout: databaseWithin_ms,
    forceCloseConnections: true,
    return503OnClosing: false,
    frameworkErrors: answerUnroutable,
    clientErrorHandler: answerUnparsable,
    routerOptions: { maxParamLength: SEGMENT_LENGTH_MAX },
  });
  const routes = collectRoutes(server);
  const counters = createRequestCounters(deps.metrics.registry);
  const stopping = stopWaitingOnClose(server);
  const assertSchemaIsCurrent = createSchemaGate(deps.listPendingMigrations);
  const wall = createTenantWall(deps.db, deps.log);
  const numbersSource = createNumbersSource({ replica: null, ...deps, wall });
  const [trials, streams] = [createTrialLimit(), createStreamLimit()];
  const walls = { wall, numbersSource };
  const context: ApiContext = {
    ...deps,
    ...limits,
    ...walls,
    counters,
    stopping,
    assertSchemaIsCurrent,
    trials,
    streams,
  };

  answerErrors(server);
  recordRequests(server, { counters, find: routes.find });
  addSecurityHeaders(server, { isSecure: deps.settings.publicUrl?.startsWith('https:') ?? false });
  const refusals = createRefusalLimit(deps.refusals ?? keyAllowance);
  guardRequests(server, { find: routes.find, jobsKeys: deps.settings.jobsKeys, refusals, stopping });
  addRoutes(server, context);
  serveTrpc(server, context);
  serveWeb(server, deps.webRoot);
  return server;
}

/** A number means that many proxies in a row, counted from us. */
function toTrustProxy(setting: ApiSettings['trustProxy']) {
  return typeof setting === 'number' ? (_address: string, hop: number) => hop < setting : setting;
}
