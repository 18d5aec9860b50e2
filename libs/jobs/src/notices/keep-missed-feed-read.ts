import type { Clock } from '@pulso/domain';
import type { Logger } from '@pulso/runtime';
import { toRunError } from '../run-error.ts';
import type { MissedFeedOutcome } from './read-missed-feed.ts';

/** How often is looked whether an hour's reading is still owed. */
const LOOK_MS = 60_000;
const HOUR_MS = 3_600_000;
/** A process that starts asks whatever the hour has had, unless others have just started too. */
const START_MS = 5 * 60_000;

/**
 * Has the feed of missed notices read at once and then every hour, until `signal` aborts. Any number of processes do this side by side:
 * the slot decides which of them reads. Nothing that fails ends it; a reading that failed is made up by whoever looks next.
 * @param read see `readMissedFeed`
 */
export async function keepMissedFeedRead({
  read,
  clock,
  log,
  wait,
  signal,
}: {
  read: (slot: Date) => Promise<MissedFeedOutcome | null>;
  clock: Clock;
  log: Logger;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
}): Promise<void> {
  const slotOf = (length_ms: number) => new Date(Math.floor(clock.now().getTime() / length_ms) * length_ms);
  let slot = slotOf(START_MS);
  while (!signal.aborted) {
    try {
      const outcome = await read(slot);
      if (outcome && outcome.missed > 0) log.warn(outcome, 'notices were lost on their way to our callback');
    } catch (thrown) {
      const { code, message } = toRunError(thrown);
      if (!signal.aborted)
        log.warn({ errorCode: code, errorMessage: message }, 'missed notices could not be asked for');
    }
    await wait(LOOK_MS, signal);
    slot = slotOf(HOUR_MS);
  }
}
