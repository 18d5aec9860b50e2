import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { DueRun } from '../plan/plan-tenant.ts';
import { createRunQueue } from './create-run-queue.ts';

const due = (tenantId: string, hour = 9, jobType: DueRun['jobType'] = 'sync-mercadolivre'): DueRun => ({
  tenantId,
  timeZone: 'UTC',
  jobType,
  schedule: 'hourly',
  slot: new Date(Date.UTC(2026, 10, 23, hour)),
  coveredSlots: [],
  trigger: 'schedule',
});

/** A queue whose runs end, or become slow, when the test says so. */
function openQueue(lanes: number, slowMost = 0) {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const becomeSlow = new Map<string, () => void>();
  let last = '';
  const queue = createRunQueue({
    lanes,
    slowAfter_ms: 1,
    slowMost,
    after: (_, tell) => {
      becomeSlow.set(last, tell);
      return () => undefined;
    },
    run: ({ tenantId, slot }) => {
      began.push(`${tenantId} ${slot.getUTCHours()}`);
      return new Promise((resolve) => ends.set(tenantId, resolve));
    },
  });
  const offer = queue.offer.bind(queue);
  queue.offer = (one) => {
    last = one.tenantId;
    offer(one);
  };
  const end = async (tenantId: string) => {
    ends.get(tenantId)?.();
    await nextTurn();
  };
  return { queue, began, end, becomeSlow: (tenantId: string) => becomeSlow.get(tenantId)?.() };
}

describe('due syncs that wait for their turn', () => {
  test('begin in the order of their offers, and one slow tenant holds nobody back', async () => {
    const { queue, began, end } = openQueue(2);
    for (const tenantId of ['slow', 'a', 'b', 'c']) queue.offer(due(tenantId));
    expect(began).toEqual(['slow 9', 'a 9']);
    await end('a');
    await end('b');
    expect(began).toEqual(['slow 9', 'a 9', 'b 9', 'c 9']);
  });

  test('begin once, however often the same slot is offered while it waits', async () => {
    const { queue, began, end } = openQueue(1);
    for (const tenantId of ['a', 'b', 'b', 'b']) queue.offer(due(tenantId));
    await end('a');
    await end('b');
    expect(began).toEqual(['a 9', 'b 9']);
  });

  test('give way to the newest slot of their tenant, which waits for the run under way', async () => {
    const { queue, began, end } = openQueue(4);
    queue.offer(due('a', 9));
    queue.offer(due('a', 10));
    queue.offer(due('a', 11));
    expect(began).toEqual(['a 9']);
    await end('a');
    expect(began).toEqual(['a 9', 'a 11']);
  });

  test('leave no lane to slow tenants: a lane whose run takes long is given on, as far as that goes', async () => {
    const { queue, began, end, becomeSlow } = openQueue(1, 1);
    queue.offer(due('slow'));
    queue.offer(due('slow', 10));
    queue.offer(due('a'));
    expect(began).toEqual(['slow 9']);
    becomeSlow('slow');
    expect(began).toEqual(['slow 9', 'a 9']);
    // One more slow tenant than may be beside the lane keeps it.
    queue.offer(due('b'));
    becomeSlow('a');
    expect(began).toEqual(['slow 9', 'a 9']);
    await end('slow');
    expect(began).toEqual(['slow 9', 'a 9']);
    await end('a');
    expect(began).toEqual(['slow 9', 'a 9', 'slow 10']);
  });

  test('of one tenant take one lane, whatever its jobs are', async () => {
    const { queue, began, end } = openQueue(3);
    queue.offer(due('a'));
    queue.offer(due('a', 8, 'housekeeping'));
    queue.offer(due('b'));
    expect(began).toEqual(['a 9', 'b 9']);
    await end('a');
    expect(began).toEqual(['a 9', 'b 9', 'a 8']);
  });

  test('tell when fewer wait than there are lanes', async () => {
    const { queue, end } = openQueue(1);
    let hasRoom = false;
    for (const tenantId of ['a', 'b']) queue.offer(due(tenantId));
    void queue.whenRoom().then(() => (hasRoom = true));
    await nextTurn();
    expect(hasRoom).toBe(false);
    await end('a');
    expect(hasRoom).toBe(true);
    await queue.whenRoom();
  });

  test('do not begin after the end was asked for', async () => {
    const { queue, began, end } = openQueue(1);
    queue.offer(due('a'));
    queue.offer(due('b'));
    queue.close();
    await end('a');
    queue.offer(due('c'));
    expect(began).toEqual(['a 9']);
  });
});
