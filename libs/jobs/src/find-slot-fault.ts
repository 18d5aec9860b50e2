import type { InputFault } from '@pulso/domain';

/** Clocks differ; a slot further ahead than this belongs to a run whose time has not come. */
const AHEAD_MS_MAX = 5 * 60_000;

/**
 * What is wrong with the slot that somebody asks for: it lies more than 5 minutes ahead (contract 3).
 * @param slot null = none was asked for, which is never wrong
 * @returns null when it may be run
 */
export function findSlotFault(slot: Date | null, now: Date): InputFault | null {
  if (slot === null || slot.getTime() <= now.getTime() + AHEAD_MS_MAX) return null;
  return { path: 'slot', message: 'must not lie more than 5 minutes ahead' };
}
