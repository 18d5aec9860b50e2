import type { Clock } from '@pulso/domain';
import { planTenant } from '../plan/plan-tenant.ts';
import type { ScheduleTarget } from '../plan/schedule-target.ts';
import type { RunQueue } from './create-run-queue.ts';
import type { Wait } from './wait-for-database.ts';
import type { OutageWatch } from './watch-outage.ts';

/** How often is looked for due work: the longest that a slot or a new connection waits. */
const LOOK_MS = 10_000;

/**
 * Looks for due slots and queues them, until `signal` aborts. Nothing that fails ends it: what is due is read from the
 * database each time, so what was missed is found by the next look that works.
 */
export async function keepFresh({
  listTargets,
  queue,
  clock,
  outage,
  wait,
  signal,
}: {
  listTargets: (now: Date) => Promise<ScheduleTarget[]>;
  queue: RunQueue;
  clock: Clock;
  outage: OutageWatch;
  wait: Wait;
  signal: AbortSignal;
}): Promise<void> {
  while (!signal.aborted) {
    let wait_ms = LOOK_MS;
    try {
      const now = clock.now();
      for (const target of await listTargets(now)) planTenant(target, now).due.forEach(queue.offer);
      outage.worked();
    } catch (error) {
      wait_ms = outage.failed(error).wait_ms;
    }
    await wait(wait_ms, signal);
  }
  queue.close();
}
