import type { Clock } from '@pulso/domain';
import type { Logger } from '@pulso/runtime';
import { planTenant } from '../plan/plan-tenant.ts';
import type { RunQueue } from './create-run-queue.ts';
import { LOOK_TENANTS, type LookedAt } from './list-schedule-targets.ts';
import type { PutOff } from './put-off-looks.ts';
import type { Wait } from './wait-for-database.ts';
import type { OutageWatch } from './watch-outage.ts';

/** How often is looked for due work: the longest that a slot or a new connection waits. */
const LOOK_MS = 10_000;
/** Between two looks in any case, so that what fails at once is not tried all the time. */
const BREATH_MS = 500;
/** A tenant whose slots cannot be told is looked at again after so long. */
const ODD_MS = 10 * 60_000;

/** Where due work is found, and where is noted that there is none. */
export interface Looks {
  listTargets(now: Date): Promise<LookedAt[]>;
  putOff(looks: readonly PutOff[]): Promise<void>;
}

/**
 * Looks for due slots and queues them, until `signal` aborts. Nothing that fails ends it: what is due is read from the
 * database each time, so what was missed is found by the next look that works. A tenant is put off only once a look has found that it owes
 * nothing; until then it is looked at again and again, by every copy. When there are more than are looked at together, the next look comes as
 * soon as the queue runs empty.
 */
export async function keepFresh({
  looks,
  queue,
  clock,
  log,
  outage,
  wait,
  signal,
}: {
  looks: Looks;
  queue: RunQueue;
  clock: Clock;
  log: Logger;
  outage: OutageWatch;
  wait: Wait;
  signal: AbortSignal;
}): Promise<void> {
  while (!signal.aborted) {
    let wait_ms = LOOK_MS;
    let isThereMore = false;
    try {
      const now = clock.now();
      const targets = await looks.listTargets(now);
      const idle: PutOff[] = [];
      for (const target of targets) {
        const { due, lookAt } = planOrPutOff(target, { now, log });
        due.forEach(queue.offer);
        if (due.length === 0) idle.push({ tenantId: target.tenantId, lookAt, changes: target.changes });
      }
      await looks.putOff(idle);
      isThereMore = targets.length >= LOOK_TENANTS;
      outage.worked();
    } catch (error) {
      wait_ms = outage.failed(error).wait_ms;
    }
    await (isThereMore ? waitForRoom(queue, { wait_ms, wait, signal }) : wait(wait_ms, signal));
  }
  queue.close();
}

/** One tenant whose slots cannot be told, as in a zone that this machine does not know, must not hold the others back. */
function planOrPutOff(target: LookedAt, { now, log }: { now: Date; log: Logger }): ReturnType<typeof planTenant> {
  try {
    return planTenant(target, now);
  } catch (error) {
    log.error({ tenantId: target.tenantId, err: error }, 'the slots of a tenant could not be told');
    return { due: [], lookAt: new Date(now.getTime() + ODD_MS) };
  }
}

async function waitForRoom(
  queue: RunQueue,
  { wait_ms, wait, signal }: { wait_ms: number; wait: Wait; signal: AbortSignal },
): Promise<void> {
  await wait(BREATH_MS, signal);
  const enough = new AbortController();
  const either = AbortSignal.any([signal, enough.signal]);
  await Promise.race([wait(wait_ms, either), queue.whenRoom()]);
  enough.abort();
}
