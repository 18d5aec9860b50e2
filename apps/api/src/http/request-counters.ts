import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts since the process began, read by `GET /metrics`. */
export interface RequestCounters {
  /** `route` is the template, never the address: addresses are without number. `duration_ms` is null for a stream. */
  countRequest(request: { method: string; route: string; status: number; duration_ms: number | null }): void;
  countRefusedJobCall(refusal: { route: string; reason: string }): void;
}

/** A request that waits for its run takes up to 100 seconds (contract 3). */
const REQUEST_SECONDS = [0.01, 0.05, 0.1, 0.3, 1, 3, 10, 30, 100];

export function createRequestCounters(registry: Registry): RequestCounters {
  const registers = [registry];
  const requests = new Counter({
    name: 'pulso_http_requests_total',
    help: 'Answered HTTP requests.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const times = new Histogram({
    name: 'pulso_http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its answer, streams left out.',
    labelNames: ['method', 'route'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const refused = new Counter({
    name: 'pulso_job_calls_refused_total',
    help: 'Calls of job endpoints that were refused.',
    labelNames: ['route', 'reason'],
    registers,
  });
  return {
    countRequest({ method, route, status, duration_ms }) {
      requests.inc({ method, route, status });
      if (duration_ms !== null) times.observe({ method, route }, duration_ms / 1000);
    },
    countRefusedJobCall: (labels) => refused.inc(labels),
  };
}
