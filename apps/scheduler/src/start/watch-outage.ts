import type { Clock } from '@pulso/domain';
import type { Logger } from '@pulso/runtime';

/** Notes failures of something that is asked again and again, and how long to wait before the next try. */
export interface OutageWatch {
  /** @returns the wait before the next try */
  failed(error: unknown): { wait_ms: number };
  worked(): void;
}

const FIRST_MS = 1_000;
const CAP_MS = 15_000;

/** Logs the beginning and the end of an outage, once each, however often is asked in between. */
export function watchOutage(what: string, { log, clock }: { log: Logger; clock: Clock }): OutageWatch {
  let began: Date | null = null;
  let tries = 0;
  return {
    failed(error) {
      if (began === null) log.warn({ err: error }, `${what} cannot be used; waiting for it`);
      began ??= clock.now();
      const wait_ms = Math.min(CAP_MS, FIRST_MS * 2 ** tries);
      tries += 1;
      return { wait_ms };
    },
    worked() {
      if (began !== null) {
        log.info({ outage_ms: clock.now().getTime() - began.getTime() }, `${what} can be used again`);
      }
      began = null;
      tries = 0;
    },
  };
}
