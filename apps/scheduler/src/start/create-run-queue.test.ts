import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createRunQueue } from './create-run-queue.ts';
import type { DueSync } from './find-due-syncs.ts';

const due = (tenantId: string, hour = 9): DueSync => ({
  tenantId,
  slot: new Date(Date.UTC(2026, 10, 23, hour)),
  visits: 'due',
});

/** A queue whose runs end when the test says so. */
function openQueue(lanes: number) {
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const queue = createRunQueue({
    lanes,
    run: ({ tenantId, slot }) => {
      began.push(`${tenantId} ${slot.getUTCHours()}`);
      return new Promise((resolve) => ends.set(tenantId, resolve));
    },
  });
  const end = async (tenantId: string) => {
    ends.get(tenantId)?.();
    await nextTurn();
  };
  return { queue, began, end };
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
