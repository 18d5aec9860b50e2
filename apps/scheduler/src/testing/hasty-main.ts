import { setTimeout as sleep } from 'node:timers/promises';
import { defaultRunTimings } from '@pulso/jobs';
import { readEnvironment, runProgram } from '@pulso/runtime';
import { outliveReaders } from '../print-line.ts';
import { runScheduler } from '../run-scheduler.ts';
import type { Pace } from '../start/pace.ts';
import { type HastyTime, hastyClock } from './hasty-clock.ts';

// The scheduler with a clock that is given to it, so that a week passes in minutes; what is shipped has no such entry and no such switch.
// Waits are as much shorter; signs of life are of the database's time, which nobody hurries.
const time = JSON.parse(process.env.PULSO_SOAK_TIME ?? '') as HastyTime;
const SHORTEST_MS = 20;
const shorten = (ms: number) => Math.max(SHORTEST_MS, ms / time.factor);
const pace: Pace = {
  wait: (ms, signal) => sleep(shorten(ms), undefined, { signal }).catch(() => undefined),
  after(ms, tell) {
    const timer = setTimeout(tell, shorten(ms)).unref();
    return () => clearTimeout(timer);
  },
  timings: time.isToDie
    ? { heartbeat_ms: 100, progress_ms: 300, lease_ms: 1_000, poll_ms: 50, retry_ms: 50, watch_ms: 100 }
    : defaultRunTimings,
};

outliveReaders();
await runProgram(async () => {
  const context = { env: readEnvironment(), clock: hastyClock(time), pace };
  process.exit(await runScheduler(process.argv.slice(2), context));
});
