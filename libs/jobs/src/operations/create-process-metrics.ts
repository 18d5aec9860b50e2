import type { JobRun } from '@pulso/job-log';
import { type CallSource, sourceOfCall } from '@pulso/sync';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import about from '../../package.json' with { type: 'json' };
import type { JobCounters } from '../telemetry/job-counters.ts';

/** What Prometheus reads of one process; what more a program counts goes into the same registry. */
export interface ProcessMetrics {
  registry: Registry;
  /** For the runs of this process. */
  counters: JobCounters;
}

/** Of a call to Mercado Livre; a closed list, because it is a label. */
type CallOutcome = 'ok' | 'throttled' | 'refused' | 'failed' | 'no_answer';

const CALL_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const WAIT_SECONDS = [0.01, 0.1, 1, 10, 60, 600];
const RUN_SECONDS = [1, 5, 15, 60, 300, 900, 3_600, 10_800, 43_200];

/** A registry with what every Node process tells, the build, and the runs and calls of this process since it began. */
export function createProcessMetrics({ app }: { app: string }): ProcessMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'pulso_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['app', 'version', 'node_version'],
    registers,
  }).set({ app, version: about.version, node_version: process.version }, 1);
  return { registry, counters: createJobCounters(registers) };
}

function createJobCounters(registers: Registry[]): JobCounters {
  const calls = new Counter({
    name: 'pulso_meli_calls_total',
    help: 'Tries of calls to Mercado Livre by this process.',
    labelNames: ['resource', 'outcome'],
    registers,
  });
  const callTimes = new Histogram({
    name: 'pulso_meli_call_duration_seconds',
    help: 'From the first byte sent to the last one read, of one try.',
    labelNames: ['resource'],
    buckets: CALL_SECONDS,
    registers,
  });
  const waits = new Histogram({
    name: 'pulso_meli_budget_wait_seconds',
    help: 'How long a call waited for its share of the allowance of calls.',
    labelNames: ['kind'],
    buckets: WAIT_SECONDS,
    registers,
  });
  const runs = new Counter({
    name: 'pulso_runs_ended_total',
    help: 'Attempts of runs that this process ended.',
    labelNames: ['job', 'status', 'error_code'],
    registers,
  });
  const runTimes = new Histogram({
    name: 'pulso_run_duration_seconds',
    help: 'How long the attempts worked that this process ended.',
    labelNames: ['job', 'status'],
    buckets: RUN_SECONDS,
    registers,
  });
  return {
    countCall({ endpoint, status, duration_ms }) {
      const resource: CallSource = sourceOfCall(endpoint);
      calls.inc({ resource, outcome: outcomeOf(status) });
      callTimes.observe({ resource }, duration_ms / 1000);
    },
    countWait: ({ kind, waited_ms }) => waits.observe({ kind }, waited_ms / 1000),
    countRun({ jobType: job, status, errorCode, durationMs }: JobRun) {
      runs.inc({ job, status, error_code: errorCode ?? '' });
      if (durationMs !== null) runTimes.observe({ job, status }, durationMs / 1000);
    },
  };
}

function outcomeOf(status: number | null): CallOutcome {
  if (status === null) return 'no_answer';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'failed';
  return status >= 400 ? 'refused' : 'ok';
}
