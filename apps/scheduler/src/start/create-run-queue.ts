import type { DueSync } from './find-due-syncs.ts';

/** Due syncs that wait for a free lane, and those under way. */
export interface RunQueue {
  /** Takes a due sync in; the newest slot of a tenant replaces an older one that still waits. */
  offer(due: DueSync): void;
  /** Starts nothing more; what is under way goes on. */
  close(): void;
}

/**
 * Runs due syncs, `lanes` tenants at a time and each tenant once at a time, in the order in which they were offered.
 * A sync that waits in here has no row yet, so that another copy with a free lane may take it.
 * @param run must not throw
 */
export function createRunQueue({ lanes, run }: { lanes: number; run: (due: DueSync) => Promise<void> }): RunQueue {
  const waiting = new Map<string, DueSync>();
  const underWay = new Set<string>();
  let isClosed = false;

  const begin = () => {
    if (isClosed) return;
    for (const [tenantId, due] of waiting) {
      if (underWay.size >= lanes) return;
      if (underWay.has(tenantId)) continue;
      waiting.delete(tenantId);
      void work(due);
    }
  };
  const work = async (due: DueSync) => {
    underWay.add(due.tenantId);
    await run(due);
    underWay.delete(due.tenantId);
    begin();
  };

  return {
    offer(due) {
      waiting.set(due.tenantId, due);
      begin();
    },
    close() {
      isClosed = true;
      waiting.clear();
    },
  };
}
