import { expect, it } from 'vitest';
import { findSlotFault } from './find-slot-fault.ts';

const now = new Date('2026-11-23T15:00:00Z');

it('a slot may lie five minutes ahead and not a moment more, and as far back as one likes', () => {
  expect(findSlotFault(new Date('2026-11-23T15:05:00Z'), now)).toBeNull();
  expect(findSlotFault(new Date('2026-11-23T15:05:00.001Z'), now)).toEqual({
    path: 'slot',
    message: 'must not lie more than 5 minutes ahead',
  });
  expect(findSlotFault(new Date('2020-01-01T00:00:00Z'), now)).toBeNull();
  expect(findSlotFault(null, now)).toBeNull();
});
