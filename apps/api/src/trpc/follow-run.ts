import { isDeepStrictEqual } from 'node:util';
import { isEnded, type JobRun } from '@pulso/job-log';
import { waitForEnd } from '../http/wait-for-end.ts';
import { toTrpcError } from './error-mapping.ts';

/** As often as a run writes its progress. */
const LOOK_EACH_MS = 1_000;

interface Following {
  /** How the run stands now. Any process may work on it, so whoever looks asks the database, and holds no connection meanwhile. */
  look(): Promise<JobRun>;
  for_ms: number;
  /** Each of them ends it: whoever listens has gone, this process stops. */
  signals: readonly AbortSignal[];
  /** Whether an ended attempt is about to be gone on with: then its end is told only once it names the next one, or none came. */
  goesOn(run: JobRun): boolean;
}

/**
 * Tells of a run at once and then each time it has changed, its end last. It stops before that when a signal aborts or `for_ms` are over:
 * whoever still wants to know asks again, which proves anew that they may, and has missed nothing, because it begins with how the run stands.
 * @throws TRPCError what a look failed of
 */
export async function* followRun(run: JobRun, following: Following): AsyncGenerator<JobRun, void> {
  const { look, for_ms, signals, goesOn } = following;
  const until_ms = performance.now() + for_ms;
  let told: JobRun | null = null;
  for (let seen = run; ; ) {
    if (!goesOn(seen) && !isDeepStrictEqual(seen, told)) {
      told = seen;
      yield told;
      if (isEnded(told.status)) return;
    }
    if (performance.now() >= until_ms) return;
    const limit_ms = Math.min(LOOK_EACH_MS, until_ms - performance.now());
    await waitForEnd(new Promise<never>(() => undefined), { limit_ms, signals });
    if (signals.some(({ aborted }) => aborted)) return;
    seen = await look().catch((thrown: unknown) => {
      throw toTrpcError(thrown);
    });
  }
}
