import type { Database } from '@pulso/database';
import { addDays, businessDayOf } from '@pulso/domain';
import { findFirstDay } from '@pulso/metrics';
import { REBUILD_DAYS_MAX } from '../resolve-rebuild-window.ts';
import type { ScheduleName } from './schedules.ts';

/**
 * An hourly sync reads whatever changed, of whatever day; its window only says which days it fills and derives anew in any case. A week
 * holds every day whose figures still move, and a few more for a source that was refused in between.
 */
const HOURLY_DAYS = 7;
/** The window of a sync that nobody told another (contract 3). A sync of at least so many days and all visits does the work of a night. */
export const NIGHTLY_DAYS = 30;

/** What the job of a slot is asked for. */
export async function paramsOfSlot(
  db: Database,
  { tenantId, timeZone }: { tenantId: string; timeZone: string },
  { schedule, now }: { schedule: ScheduleName; now: Date },
): Promise<object> {
  switch (schedule) {
    case 'hourly':
      return { daysBack: HOURLY_DAYS, visits: 'due' };
    case 'nightly':
      return { daysBack: NIGHTLY_DAYS };
    case 'weekly-sweep': {
      const to = businessDayOf(now, timeZone);
      const longest = addDays(to, 1 - REBUILD_DAYS_MAX);
      const first = (await findFirstDay(db, tenantId, { timeZone })) ?? to;
      return { from: first > to ? to : first > longest ? first : longest, to };
    }
    case 'housekeeping':
      return {};
  }
}
