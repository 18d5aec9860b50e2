import type { Clock } from '@pulso/domain';
import type { RunQueue } from './create-run-queue.ts';
import { findDueSyncs } from './find-due-syncs.ts';
import type { SyncTarget } from './list-sync-targets.ts';
import type { Wait } from './wait-for-database.ts';
import type { OutageWatch } from './watch-outage.ts';

/** How often is looked for due work: the longest that a slot or a new connection waits. */
const LOOK_MS = 10_000;

/**
 * Looks for due syncs and queues them, until `signal` aborts. Nothing that fails ends it: what is due is read from the
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
  listTargets: () => Promise<SyncTarget[]>;
  queue: RunQueue;
  clock: Clock;
  outage: OutageWatch;
  wait: Wait;
  signal: AbortSignal;
}): Promise<void> {
  while (!signal.aborted) {
    let wait_ms = LOOK_MS;
    try {
      const targets = await listTargets();
      for (const due of findDueSyncs(targets, clock.now())) queue.offer(due);
      outage.worked();
    } catch (error) {
      wait_ms = outage.failed(error).wait_ms;
    }
    await wait(wait_ms, signal);
  }
  queue.close();
}
