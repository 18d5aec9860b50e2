import type { FastifyInstance } from 'fastify';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from './api-context.ts';

const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

export const getMetricsOperation: Operation = {
  method: 'get',
  path: '/metrics',
  summary: 'Counters of this process for Prometheus.',
  needsKey: true,
  answers: { 200: { description: 'In the text format of Prometheus.', contentType: 'text/plain' } },
};

export function getMetrics(server: FastifyInstance, { counters }: ApiContext): void {
  server.get('/metrics', { config: { needsKey: true } }, (_, reply) =>
    reply.type(PROMETHEUS_TEXT).send(counters.expose()),
  );
}
