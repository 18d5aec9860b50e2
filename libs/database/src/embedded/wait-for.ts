import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '@pulso/domain';

/**
 * The one place where the launcher waits: asks again until there is an answer.
 * @param ask returns null for "not yet"
 * @param options `what` completes the sentence "Gave up waiting for …"
 * @throws AppError `database_unavailable` after `timeout_ms`
 */
export async function waitFor<Answer>(
  ask: () => Promise<Answer | null> | Answer | null,
  { what, timeout_ms, interval_ms = 50 }: { what: string; timeout_ms: number; interval_ms?: number },
): Promise<Answer> {
  const deadline_ms = performance.now() + timeout_ms;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > deadline_ms) {
      throw new AppError('database_unavailable', `Gave up waiting for ${what} after ${timeout_ms / 1000} s`);
    }
    await pause(interval_ms);
  }
}
