import { setTimeout as sleep } from 'node:timers/promises';
import { defaultRunTimings, type RunTimings } from '@pulso/jobs';
import type { Wait } from './wait-for-database.ts';

/** How time passes for `scheduler start`; what is shipped knows one pace, tests have weeks pass in minutes. */
export interface Pace {
  wait: Wait;
  /** Calls back once so much time has passed. @returns what takes that back */
  after(ms: number, tell: () => void): () => void;
  timings: RunTimings;
}

export const realPace: Pace = {
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  after(ms, tell) {
    const timer = setTimeout(tell, ms).unref();
    return () => clearTimeout(timer);
  },
  timings: defaultRunTimings,
};
