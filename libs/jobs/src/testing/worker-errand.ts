import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JobRun } from '@pulso/job-log';
import type { JobType } from '../job-definitions.ts';
import type { RunTimings } from '../runner/run-timings.ts';

/** What a worker process is sent out with. */
export interface Errand {
  databaseUrl: string;
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  /** In base64. */
  key: string;
  tenantId: string;
  at: string;
  jobType: JobType;
  params: object;
  timings: RunTimings;
}

/** Its name in `pg_stat_activity`. */
export const WORKER = 'pulso worker of a test';

export interface Worker {
  child: ChildProcess;
  /** How its own run ended, as it saw it; null when it was killed. */
  ended: Promise<JobRun | null>;
  /** The same with the most memory that its process ever held. */
  report: Promise<WorkerReport | null>;
}

interface WorkerReport {
  run: JobRun;
  peakMemory_bytes: number;
}

/**
 * @param options.flags of Node, for the worker's process
 * @param options.env what it finds in its environment beside what is there
 */
export function sendWorker(
  errand: Errand,
  { flags = [], env = {} }: { flags?: readonly string[]; env?: Record<string, string> } = {},
): Worker {
  const program = join(import.meta.dirname, 'run-worker.ts');
  const child = spawn(process.execPath, [...flags, program, JSON.stringify(errand)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const printed = child.stdout?.setEncoding('utf8').toArray() ?? Promise.resolve([]);
  const report = Promise.all([once(child, 'exit'), printed]).then(([, text]) =>
    text.length > 0 ? (JSON.parse(text.join('')) as WorkerReport) : null,
  );
  return { child, report, ended: report.then((told) => told?.run ?? null) };
}
