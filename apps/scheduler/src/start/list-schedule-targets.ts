import { type Database, query, readSql } from '@pulso/database';
import { defaultRunTimings, type JobType, LONGEST_CATCH_UP_MS, NIGHTLY_DAYS, scheduledJobTypes } from '@pulso/jobs';
import type { ScheduleTarget } from '../plan/schedule-target.ts';

const sql = readSql(new URL('./list-schedule-targets.sql', import.meta.url));

/** So many tenants are looked at together; the others have their turn as soon as these have found a lane. */
export const LOOK_TENANTS = 200;
/** No slot is as far away, so nobody whose clock is right puts a look off for so long. */
const LONGEST_PUT_OFF_MS = 3 * 3_600_000;

/** A tenant to be looked at, and how often something had happened to it when it was read. */
export interface LookedAt extends ScheduleTarget {
  changes: number;
}

interface Row {
  tenant_id: string;
  time_zone: string;
  changes: number;
  is_paused: boolean;
  first_connected_at: Date | null;
  connected_at: Date | null;
  unread_since: Date | null;
  job_type: JobType;
  is_job_paused: boolean;
  settled_through: Date | null;
  had_slots: Date[];
  nightly_through: Date | null;
}

/** The tenants whose schedule is to be looked at by `now`, those that wait longest first, `LOOK_TENANTS` of them or few more. */
export async function listScheduleTargets(db: Database, now: Date): Promise<LookedAt[]> {
  const rows = await query<Row>(db, sql, {
    bind: [
      scheduledJobTypes,
      new Date(now.getTime() - LONGEST_CATCH_UP_MS),
      NIGHTLY_DAYS,
      defaultRunTimings.lease_ms,
      now,
      LOOK_TENANTS,
      new Date(now.getTime() + LONGEST_PUT_OFF_MS),
    ],
  });
  return [...Map.groupBy(rows, (row) => row.tenant_id).values()].flatMap(([first, ...others]) =>
    first ? toTarget(first, [first, ...others]) : [],
  );
}

function toTarget(tenant: Row, jobs: readonly Row[]): LookedAt {
  return {
    tenantId: tenant.tenant_id,
    timeZone: tenant.time_zone,
    changes: tenant.changes,
    isPaused: tenant.is_paused,
    firstConnectedAt: tenant.first_connected_at,
    connectedAt: tenant.connected_at,
    unreadSince: tenant.unread_since,
    jobs: jobs.map((row) => ({
      jobType: row.job_type,
      isPaused: row.is_job_paused,
      settledThrough: row.settled_through,
      hadSlots: row.had_slots,
      nightlyThrough: row.nightly_through,
    })),
  };
}
