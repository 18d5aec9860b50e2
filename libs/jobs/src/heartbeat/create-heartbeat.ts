import type { JobRun } from '@pulso/job-log';
import type { Logger, Secret } from '@pulso/runtime';
import { callWatch } from './call-watch.ts';
import { readAllOrders } from './read-all-orders.ts';

/** Tells a watch outside that runs end well, so that it notices when nothing runs at all. */
export interface Heartbeat {
  /** Told of each run that this process brought to an end; returns at once and never throws. */
  runEnded(run: JobRun): void;
  /** Once every call under way has ended, which takes seconds at most. */
  settled(): Promise<void>;
}

/**
 * Calls the address (GET) after every sync that read all orders. A call that fails is logged and left: the watch hears of the next run.
 * @param url null = nobody watches
 */
export function createHeartbeat({ url, log }: { url: Secret | null; log: Logger }): Heartbeat {
  const underWay = new Set<Promise<void>>();
  const call = async (watch: Secret, jobLogId: string) => {
    try {
      const { isGood, status } = await callWatch(watch);
      if (!isGood) log.warn({ jobLogId, status }, 'the watch that is told of good runs did not take it');
    } catch (error) {
      log.warn({ jobLogId, err: error }, 'the watch that is told of good runs could not be reached');
    }
  };
  return {
    runEnded(run) {
      if (url === null || !readAllOrders(run)) return;
      const calling = call(url, run.jobLogId).finally(() => underWay.delete(calling));
      underWay.add(calling);
    },
    async settled() {
      await Promise.all(underWay);
    },
  };
}
