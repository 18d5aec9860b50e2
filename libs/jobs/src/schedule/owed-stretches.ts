import { type Database, query } from '@pulso/database';
import type { JobType } from '../job-definitions.ts';

/** A time in which the slots of a job are owed. */
export interface OwedStretch {
  from: Date;
  /** Exclusive; null = it goes on. */
  until: Date | null;
}

/**
 * Slots are owed to a tenant while it has a seller that is not disconnected. Housekeeping goes on without one: what is kept of a seller who
 * left has its end, too.
 */
export function isOwedWithoutSeller(jobType: JobType): boolean {
  return jobType === 'housekeeping';
}

/** When the slots of one job of a tenant are and were owed, a stretch per connection, the oldest first; they may lie over each other. */
export async function listOwedStretches(db: Database, tenantId: string, jobType: JobType): Promise<OwedStretch[]> {
  const rows = await query<{ created_at: Date; ended_at: Date | null }>(
    db,
    `select created_at, case when status = 'disconnected' then status_at end as ended_at
     from connections where tenant_id = $1 order by created_at`,
    { bind: [tenantId] },
  );
  return rows.map(({ created_at: from, ended_at: until }) => ({
    from,
    until: isOwedWithoutSeller(jobType) ? null : until,
  }));
}
