import { type Database, query, readSql } from '@pulso/database';
import { defaultRunTimings, type JobType, LONGEST_CATCH_UP_MS, NIGHTLY_DAYS, scheduledJobTypes } from '@pulso/jobs';
import type { ScheduleTarget } from '../plan/schedule-target.ts';

const sql = readSql(new URL('./list-schedule-targets.sql', import.meta.url));

interface Row {
  tenant_id: string;
  time_zone: string;
  first_connected_at: Date;
  connected_at: Date | null;
  unread_since: Date | null;
  job_type: JobType;
  settled_through: Date | null;
  had_slots: Date[];
  nightly_through: Date | null;
}

/** Every tenant that the schedule is for. */
export async function listScheduleTargets(db: Database, now: Date): Promise<ScheduleTarget[]> {
  const earliest = new Date(now.getTime() - LONGEST_CATCH_UP_MS);
  const rows = await query<Row>(db, sql, {
    bind: [scheduledJobTypes, earliest, NIGHTLY_DAYS, defaultRunTimings.lease_ms],
  });
  return [...Map.groupBy(rows, (row) => row.tenant_id).values()].flatMap(([first, ...others]) =>
    first ? toTarget(first, [first, ...others]) : [],
  );
}

function toTarget(tenant: Row, jobs: readonly Row[]): ScheduleTarget {
  return {
    tenantId: tenant.tenant_id,
    timeZone: tenant.time_zone,
    firstConnectedAt: tenant.first_connected_at,
    connectedAt: tenant.connected_at,
    unreadSince: tenant.unread_since,
    jobs: jobs.map((row) => ({
      jobType: row.job_type,
      settledThrough: row.settled_through,
      hadSlots: row.had_slots,
      nightlyThrough: row.nightly_through,
    })),
  };
}
