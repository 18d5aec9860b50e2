import type { Database } from '@pulso/database';
import type { Clock, FreshnessPromise } from '@pulso/domain';
import type { JobRunner } from './trpc/awaited-verbs.ts';

/** Everything the server works with; main.ts makes the real ones, a test its own. */
export interface ApiDeps {
  db: Database;
  runner: JobRunner;
  clock: Clock;
  settings: { source: 'simulator' | 'mercadolivre'; freshnessPromise: FreshnessPromise };
}
