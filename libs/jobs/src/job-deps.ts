import type { ConnectionDeps } from '@pulso/connections';
import type { Database } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import type { CallBudget } from '@pulso/meli-client';
import type { Logger, Retention, Tracing } from '@pulso/runtime';
import type { Heartbeat } from './heartbeat/create-heartbeat.ts';
import type { JobCounters } from './telemetry/job-counters.ts';

/** What every job works with, whatever started it. */
export interface JobDeps {
  db: Database;
  clock: Clock;
  log: Logger;
  /** Mercado Livre: the application with the cipher of its sellers' keys, and the budget of calls. */
  connections: ConnectionDeps;
  budget: CallBudget;
  /** How long what there is is kept. */
  retention: Retention;
  /** Left out = nobody watches from outside. */
  heartbeat?: Heartbeat;
  /** Where the spans of runs go; null or left out = nowhere. */
  tracing?: Tracing | null;
  /** Left out = nobody counts. */
  counters?: JobCounters;
}
