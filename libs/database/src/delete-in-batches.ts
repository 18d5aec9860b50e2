import type { Database } from './connect.ts';
import { write } from './write.ts';

/** Few enough that nobody waits for a batch, and many enough that the statements do not count. */
const BATCH_ROWS = 2_000;

/**
 * Runs a statement that removes a limited number of rows until there are none left for it, each time in a transaction of its own:
 * others get their turn in between, and what is removed stays removed when it is stopped.
 *
 * @param sql takes `options.bind` and then the most rows that it may remove, and answers with their number as `removed`
 * @returns how many rows were removed
 * @throws AppError `database_unavailable`; the reason of `signal`
 */
export async function deleteInBatches(
  db: Database,
  sql: string,
  { bind, signal }: { bind: readonly unknown[]; signal?: AbortSignal | undefined },
): Promise<number> {
  let total = 0;
  for (;;) {
    signal?.throwIfAborted();
    const [batch] = await write<{ removed: number }>(db, sql, { bind: [...bind, BATCH_ROWS] });
    const removed = batch?.removed ?? 0;
    total += removed;
    if (removed < BATCH_ROWS) return total;
  }
}
