import { beatJobRun, type JobRun } from '@pulso/job-log';
import type { JobContext } from '../handlers/job-handler.ts';
import type { JobDeps } from '../job-deps.ts';
import type { RunTimings } from './run-timings.ts';

/** The signs of life of one run, and its progress with them. */
export interface Heart {
  report: JobContext['report'];
  stop(): void;
}

/**
 * Gives a sign of life every heartbeat, and sooner when there is new progress to show.
 * @param options.onLost called once the run was declared dead: from then on it must write nothing
 * @param options.onCancelled called once somebody has asked for the run's end
 */
export function startHeart(
  { db, log }: JobDeps,
  {
    run,
    timings,
    onLost,
    onCancelled,
  }: { run: JobRun; timings: RunTimings; onLost: () => void; onCancelled: () => void },
): Heart {
  let progress: object | null = null;
  let hasNews = false;
  let silent_ms = 0;
  let isBeating = false;

  const beat = async () => {
    isBeating = true;
    hasNews = false;
    silent_ms = 0;
    try {
      const told = await beatJobRun(db, run.tenantId, { run, progress });
      if (told === 'lost') onLost();
      if (told === 'cancelled') onCancelled();
    } catch (error) {
      log.warn({ err: error }, 'a heartbeat could not be written');
    } finally {
      isBeating = false;
    }
  };
  const tick_ms = Math.min(timings.progress_ms, timings.heartbeat_ms);
  const timer = setInterval(() => {
    silent_ms += tick_ms;
    if (!isBeating && (hasNews || silent_ms >= timings.heartbeat_ms)) void beat();
  }, tick_ms);
  return {
    report(latest) {
      progress = latest;
      hasNews = true;
    },
    stop: () => clearInterval(timer),
  };
}
