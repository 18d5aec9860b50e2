import type { DueRun } from '../plan/plan-tenant.ts';

/** Due runs that wait for a free lane, and those under way. */
export interface RunQueue {
  /** Takes a due run in; the newest slot of a tenant's job replaces an older one that still waits. */
  offer(due: DueRun): void;
  /** Resolves once fewer wait than there are lanes. */
  whenRoom(): Promise<void>;
  /** Starts nothing more; what is under way goes on. */
  close(): void;
}

interface Lanes {
  /** Tenants worked on at a time. */
  lanes: number;
  /** A run under way for longer gives its lane to the next. */
  slowAfter_ms: number;
  /** So many may be under way beside the lanes; one more slow run keeps its lane. */
  slowMost: number;
}

/**
 * Runs what is due, `lanes` tenants at a time and each tenant once at a time, in the order in which they were offered. A tenant whose run takes
 * long, as a first sync does, leaves its lane, so that a handful of them hold nobody back. What waits in here has no row yet, so that another
 * copy with a free lane may take it.
 * @param options.run must not throw
 * @param options.after calls back once so much time has passed
 */
export function createRunQueue({
  lanes,
  slowAfter_ms,
  slowMost,
  run,
  after,
}: Lanes & { run: (due: DueRun) => Promise<void>; after: (ms: number, tell: () => void) => () => void }): RunQueue {
  const waiting = new Map<string, DueRun>();
  const underWay = new Set<string>();
  const slow = new Set<string>();
  let isClosed = false;
  let room = Promise.withResolvers<void>();

  const begin = () => {
    if (isClosed) return;
    for (const [key, due] of waiting) {
      if (underWay.size - slow.size >= lanes) break;
      if (underWay.has(due.tenantId)) continue;
      waiting.delete(key);
      void work(due);
    }
    if (waiting.size < lanes) {
      room.resolve();
      room = Promise.withResolvers();
    }
  };
  const work = async (due: DueRun) => {
    const { tenantId } = due;
    underWay.add(tenantId);
    const forget = after(slowAfter_ms, () => {
      if (slow.size >= slowMost) return;
      slow.add(tenantId);
      begin();
    });
    await run(due);
    forget();
    underWay.delete(tenantId);
    slow.delete(tenantId);
    begin();
  };

  return {
    offer(due) {
      waiting.set(`${due.tenantId} ${due.jobType}`, due);
      begin();
    },
    whenRoom: () => (waiting.size < lanes ? Promise.resolve() : room.promise),
    close() {
      isClosed = true;
      waiting.clear();
    },
  };
}
