import { dueSlots } from '../schedule/due-slots.ts';
import { schedulesIn } from '../schedule/schedules.ts';
import type { SyncTarget } from './list-sync-targets.ts';

/** A sync of one tenant that should begin. The slot is the key by which several copies share the work. */
export interface DueSync {
  tenantId: string;
  slot: Date;
  /** Once a night every listing is asked for its visits; else those that are due (one call per listing). */
  visits: 'all' | 'due';
}

/** Longer than any pause between two hourly slots, that of a clock change by half an hour included. */
const LOOK_BACK_MS = 2 * 3_600_000;

/**
 * The syncs that are due: the newest nominal slot, unless a sync of the tenant had it or a later one, or the tenant
 * was not connected yet; and a connection never synced at once, with the instant at which it was made as its slot, so
 * that every copy names it alike and tries it once before the next nominal slot does.
 */
export function findDueSyncs(targets: readonly SyncTarget[], now: Date): DueSync[] {
  const newestByZone = new Map<string, Date | null>();
  const newestSlotIn = (timeZone: string): Date | null => {
    const known = newestByZone.get(timeZone);
    if (known !== undefined) return known;
    const since = new Date(now.getTime() - LOOK_BACK_MS);
    const syncs = dueSlots(schedulesIn(timeZone), since, now).filter((one) => one.jobType === 'sync-mercadolivre');
    const newest = syncs.at(-1)?.slot ?? null;
    newestByZone.set(timeZone, newest);
    return newest;
  };

  return targets.flatMap(({ tenantId, timeZone, connectedAt, newestSlot, unreadSince }) => {
    const nominal = newestSlotIn(timeZone);
    const owed = [
      ...(nominal && nominal >= connectedAt ? [nominal] : []),
      ...(unreadSince && unreadSince <= now ? [unreadSince] : []),
    ].filter((slot) => newestSlot === null || slot > newestSlot);
    const slot = owed.sort((a, b) => a.getTime() - b.getTime()).at(-1);
    return slot ? [{ tenantId, slot, visits: isNightly(slot, timeZone) ? ('all' as const) : ('due' as const) }] : [];
  });
}

/** The slot of three in the morning where the tenant is; on a night whose clocks leave that hour out, what is due comes by its age. */
function isNightly(slot: Date, timeZone: string): boolean {
  return new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(slot) === '03';
}
