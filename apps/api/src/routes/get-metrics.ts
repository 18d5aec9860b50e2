import { createScrape } from '@pulso/jobs/operations';
import type { FastifyInstance } from 'fastify';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from './api-context.ts';

export const getMetricsOperation: Operation = {
  method: 'get',
  path: '/metrics',
  summary: 'Figures of this process and of the whole system for Prometheus; answers while the database is away.',
  needsKey: true,
  answers: { 200: { description: 'In the text format of Prometheus.', contentType: 'text/plain' } },
};

export function getMetrics(
  server: FastifyInstance,
  { metrics: { registry }, db, clock, log, settings, metricsReuse_ms }: ApiContext,
): void {
  const promise = settings.freshnessPromise;
  const reuse = metricsReuse_ms === undefined ? {} : { reuse_ms: metricsReuse_ms };
  const scrape = createScrape({ registry, db, clock, log, promise, ...reuse });
  server.get('/metrics', { config: { needsKey: true } }, async (_, reply) =>
    reply.type(registry.contentType).send(await scrape()),
  );
}
