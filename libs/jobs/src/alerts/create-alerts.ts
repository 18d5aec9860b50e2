import type { Database } from '@pulso/database';
import { AppError, type Clock, type FreshnessPromise } from '@pulso/domain';
import type { Logger } from '@pulso/runtime';
import { claimMessage, noteSent, noteUnsent } from './claim-message.ts';
import { composeText } from './compose-text.ts';
import type { AlertChannel } from './incident-message.ts';
import { lookForIncidents } from './look-for-incidents.ts';

/** How messages are sent. */
export interface AlertTimings {
  /** For so long nobody else tries a message; longer than any channel takes. */
  lease_ms: number;
  /** Wait after the first try that failed; doubled by each further one. */
  retry_ms: number;
  /** Ceiling of that wait. */
  retryMost_ms: number;
}

const defaultTimings: AlertTimings = { lease_ms: 60_000, retry_ms: 15_000, retryMost_ms: 15 * 60_000 };

export interface Alerts {
  /** Stores what has gone wrong or well again, and sends what is owed. Never throws. */
  look(): Promise<void>;
  /** Begins nothing more, and waits for what is under way. */
  stop(): Promise<void>;
}

/**
 * The one place that sends alerts. Any number of processes may do so side by side: the open incident's key decides that it is told once,
 * and a claim in the database who sends. A message is marked as sent after it was taken; so it comes twice only when a process dies,
 * stands still or loses the database between the two, for longer than the lease.
 */
export function createAlerts(
  { db, clock, log }: { db: Database; clock: Clock; log: Logger },
  {
    promise,
    channels,
    timings = defaultTimings,
  }: { promise: FreshnessPromise; channels: readonly AlertChannel[]; timings?: AlertTimings },
): Alerts {
  let isStopping = false;
  let underWay: Promise<void> = Promise.resolve();

  const decide = async () => {
    const names = channels.map((channel) => channel.name);
    const decision = await lookForIncidents(db, { promise, now: clock.now(), channels: names });
    for (const { tenantId, kind, subject, since } of decision?.begin ?? []) {
      log.warn({ tenantId, kind, subject, since }, 'an incident began');
    }
    for (const incident of decision?.end ?? []) log.info(incident, 'an incident ended');
  };
  /** @returns whether there may be more to send now */
  const sendOne = async (channel: AlertChannel): Promise<boolean> => {
    const claimed = await claimMessage(db, channel.name, timings);
    if (!claimed) return false;
    const { incidentId, phase } = claimed.claim;
    try {
      await channel.send(composeText(claimed.message));
    } catch (error) {
      const wait_ms = Math.min(timings.retryMost_ms, timings.retry_ms * 2 ** Math.min(claimed.attempts - 1, 20));
      const fields = { incidentId, phase, channel: channel.name, attempts: claimed.attempts, wait_ms };
      log.warn({ ...fields, err: error }, 'an alert was not taken; it is sent again later');
      await noteUnsent(db, claimed, wait_ms);
      // Mostly the channel is what fails: the others that are owed wait for the next look.
      return false;
    }
    await noteSent(db, claimed, clock.now());
    log.info({ incidentId, phase, channel: channel.name }, 'an alert was sent');
    return true;
  };
  const sendAll = async (channel: AlertChannel): Promise<void> => {
    if (!isStopping && (await sendOne(channel))) await sendAll(channel);
  };
  const unlessAway = (work: () => Promise<void>) =>
    work().catch((error: unknown) => {
      const isAway = error instanceof AppError && error.code === 'database_unavailable';
      log[isAway ? 'debug' : 'error']({ err: error }, 'alerts could not be looked after now');
    });

  return {
    look() {
      const work = async () => {
        if (!isStopping) await unlessAway(decide);
        await Promise.all(channels.map((channel) => unlessAway(() => sendAll(channel))));
      };
      underWay = work();
      return underWay;
    },
    async stop() {
      isStopping = true;
      await underWay;
    },
  };
}
