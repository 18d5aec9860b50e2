import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, poolUse } from '@pulso/database';
import type { Clock, FreshnessPromise } from '@pulso/domain';
import type { Logger } from '@pulso/runtime';
import type { Registry } from 'prom-client';
import { createOperationGauges } from './create-operation-gauges.ts';
import { type Operations, readOperations } from './read-operations.ts';
import { setOperationGauges } from './set-operation-gauges.ts';

export interface ScrapeOptions {
  registry: Registry;
  db: Database;
  clock: Clock;
  promise: FreshnessPromise;
  log: Logger;
  /** For how long what was read of the database serves further scrapes; 10 s when left out. */
  reuse_ms?: number;
}

const REUSE_MS = 10_000;
/** Shorter than Prometheus waits by default. */
const ANSWER_WITHIN_MS = 5_000;

/**
 * What `GET /metrics` answers: the figures of this process, and those of the whole system as the database has them. The database is read
 * by one scrape at a time, whoever asks; while it does not answer, the scrape says so and tells the rest.
 */
export function createScrape({ registry, reuse_ms = REUSE_MS, ...deps }: ScrapeOptions): () => Promise<string> {
  const gauges = createOperationGauges(registry);
  let reading: { began_ms: number; isOver: boolean; operations: Promise<Operations> } | null = null;

  const read = (): Promise<Operations> => {
    const now_ms = performance.now();
    if (reading && (!reading.isOver || now_ms - reading.began_ms < reuse_ms)) return reading.operations;
    const operations = readOperations(deps.db, { ...deps, now: deps.clock.now() });
    const mine = { began_ms: now_ms, isOver: false, operations };
    reading = mine;
    void operations.finally(() => {
      mine.isOver = true;
    });
    return operations;
  };
  return async () => {
    const stop = new AbortController();
    const tooLate = sleep(ANSWER_WITHIN_MS, null, { signal: stop.signal }).catch(() => null);
    const operations = await Promise.race([read(), tooLate]);
    stop.abort();
    setOperationGauges(gauges, operations, { pool: poolUse(deps.db), now: deps.clock.now() });
    return registry.metrics();
  };
}
