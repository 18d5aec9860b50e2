import { takesWrites } from '@pulso/database';
import type { FastifyInstance } from 'fastify';
import { problemType, sendProblem } from '../http/problem.ts';
import { schemaBehind } from '../http/schema-gate.ts';
import { toApiError } from '../http/to-api-error.ts';
import { waitForEnd } from '../http/wait-for-end.ts';
import type { Operation } from '../openapi/operation.ts';
import { AliveBody, NotReadyBody, ReadyBody } from '../openapi/schemas.ts';
import type { ApiContext } from './api-context.ts';

const DATABASE_WITHIN_MS = 3_000;

export const healthOperations: Operation[] = [
  {
    method: 'get',
    path: '/healthz',
    summary: 'The process is alive.',
    needsKey: false,
    answers: { 200: { description: 'It is.', schema: AliveBody } },
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'The process can work: the database is reachable, takes writes and has every migration this build knows.',
    needsKey: false,
    answers: {
      200: { description: 'It can.', schema: ReadyBody },
      503: { description: 'It cannot, for these reasons.', schema: NotReadyBody },
    },
  },
];

export function health(server: FastifyInstance, { db, listPendingMigrations, stopping, log }: ApiContext): void {
  server.get('/healthz', () => ({ alive: true }));

  server.get('/readyz', async (_, reply) => {
    const reasons = await findReasons();
    if (reasons.length === 0) return { ready: true };
    const title = 'Not ready to work';
    const detail = reasons.join('; ');
    return sendProblem(
      reply,
      { type: problemType('not-ready'), title, status: 503, detail, reasons },
      { isPassing: true },
    );
  });

  async function findReasons(): Promise<string[]> {
    try {
      const limit = { limit_ms: DATABASE_WITHIN_MS, signals: [stopping] };
      const checks = Promise.all([listPendingMigrations(), takesWrites(db)]);
      const answer = await waitForEnd(checks, limit);
      if (answer === null) return [`The database did not answer within ${DATABASE_WITHIN_MS} ms`];
      const [pending, isWritable] = answer;
      return [
        ...(pending.length > 0 ? [schemaBehind(pending).message] : []),
        ...(isWritable ? [] : ['The database takes no writes: it is a standby, or was made read-only']),
      ];
    } catch (thrown) {
      const error = toApiError(thrown);
      log.warn({ err: error }, 'not ready');
      return [error.code === 'internal' ? 'The database did not answer as it should' : error.message];
    }
  }
}
