import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AppError } from '@pulso/domain';
import type { JobDeps } from '@pulso/jobs';
import type { ProcessMetrics } from '@pulso/jobs/operations';
import { type ResolvedSettings, secretMatches } from '@pulso/runtime';

export interface SchedulerMetrics {
  counters: ProcessMetrics['counters'];
  /** Opens the port. @throws AppError `configuration` that names METRICS_PORT when it cannot be used */
  listen(deps: JobDeps): Promise<void>;
  close(): void;
}

type MetricsSettings = Pick<ResolvedSettings, 'metricsPort' | 'host' | 'jobsKeys' | 'freshnessPromise'>;

/**
 * `GET /metrics` of a scheduler, as the API answers it (contract 3): to the internal key alone.
 * @returns null without METRICS_PORT; then nothing of it is loaded either
 */
export async function openMetrics(settings: MetricsSettings): Promise<SchedulerMetrics | null> {
  const { metricsPort, host, jobsKeys, freshnessPromise: promise } = settings;
  if (metricsPort === null) return null;
  const { createProcessMetrics, createScrape } = await import('@pulso/jobs/operations');
  const { registry, counters } = createProcessMetrics({ app: 'scheduler' });
  const server = createServer();
  return {
    counters,
    async listen({ db, clock, log }) {
      const scrape = createScrape({ registry, db, clock, log, promise });
      server.on('request', (request: IncomingMessage, answer: ServerResponse) => {
        const refusal = refusalOf(request, jobsKeys);
        if (refusal !== null) return answer.writeHead(refusal).end();
        return void scrape().then(
          (text) => answer.writeHead(200, { 'content-type': registry.contentType }).end(text),
          () => answer.writeHead(500).end(),
        );
      });
      const opened = Promise.withResolvers<void>();
      server.once('error', (cause) => {
        const message = `METRICS_PORT ${metricsPort} cannot be opened on ${host}; set another one, or none`;
        opened.reject(new AppError('configuration', message, { cause }));
      });
      server.listen(metricsPort, host, opened.resolve);
      await opened.promise;
      log.info({ address: server.address() }, 'metrics are answered');
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The order of refusals is that of the API. */
function refusalOf({ url, method, headers }: IncomingMessage, jobsKeys: MetricsSettings['jobsKeys']): number | null {
  if (url !== '/metrics') return 404;
  if (jobsKeys.length === 0) return 503;
  const presented = headers['x-internal-key'];
  if (!presented) return 401;
  if (!secretMatches(String(presented), jobsKeys)) return 403;
  return method === 'GET' || method === 'HEAD' ? null : 405;
}
