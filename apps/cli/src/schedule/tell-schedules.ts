import type { Tenant } from '@pulso/connections';
import type { Database } from '@pulso/database';
import { listScheduleStates, type ScheduleState } from '@pulso/jobs';

/** One schedule of one company as the command line shows it; instants are ISO 8601. */
export interface ScheduleView extends Omit<ScheduleState, 'pausedAt' | 'nextSlot'> {
  tenantName: string;
  pausedAt: string | null;
  nextSlot: string | null;
}

/** Every schedule of the given companies. */
export async function tellSchedules(db: Database, tenants: readonly Tenant[], now: Date): Promise<ScheduleView[]> {
  const names = new Map(tenants.map(({ tenantId, name }) => [tenantId, name]));
  const states = await listScheduleStates(db, tenants, now);
  return states.map(({ tenantId, pausedAt, nextSlot, ...schedule }) => ({
    tenantId,
    tenantName: names.get(tenantId) ?? tenantId,
    ...schedule,
    pausedAt: pausedAt?.toISOString() ?? null,
    nextSlot: nextSlot?.toISOString() ?? null,
  }));
}

export function lineOf({ tenantName, schedule, jobType, timeZone, pausedAt, nextSlot }: ScheduleView): string {
  const when = nextSlot === null ? `pausada desde ${pausedAt}` : `próximo horário ${nextSlot}`;
  return `${tenantName}  ${schedule} (${jobType})  ${timeZone}  ${when}`;
}
