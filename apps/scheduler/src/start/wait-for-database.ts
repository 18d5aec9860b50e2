import { AppError } from '@pulso/domain';
import type { OutageWatch } from './watch-outage.ts';

/** Waits that long, or until `signal` aborts; never rejects. Tests give one that moves their clock. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * Asks until the database answers.
 * @throws what `check` throws, unless it only says that the database is away: a schema that is behind does not heal
 */
export async function waitForDatabase(
  check: () => Promise<void>,
  { outage, wait, signal }: { outage: OutageWatch; wait: Wait; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await check();
      return outage.worked();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'database_unavailable') throw error;
      await wait(outage.failed(error).wait_ms, signal);
    }
  }
}
