import type { Clock } from '@pulso/domain';
import type { JobRun } from '@pulso/job-log';
import type { JobRunner } from '@pulso/jobs';

/** How a run of a local start ended, for the lines that it prints. */
export interface FirstRun {
  daysBack: number;
  run: JobRun;
  /** Since the start of `npm start`. */
  elapsed_seconds: number;
}

/**
 * Brings the newest 30 days, so that the dashboard is useful early, then the depth that was asked for.
 * A later start finds most of it there, and reads only what is new.
 */
export async function* firstRuns(
  runner: JobRunner,
  tenantId: string,
  { depths, startedAt_ms, clock }: { depths: readonly number[]; startedAt_ms: number; clock: Clock },
): AsyncGenerator<FirstRun> {
  for (const daysBack of depths) {
    const { finished } = await runner.submit({
      jobType: 'sync-mercadolivre',
      tenantId,
      params: { daysBack },
      trigger: 'cli',
    });
    const run = await finished;
    yield { daysBack, run, elapsed_seconds: (clock.now().getTime() - startedAt_ms) / 1000 };
    if (run.status === 'FAILED' || run.status === 'ABANDONED') return;
  }
}
