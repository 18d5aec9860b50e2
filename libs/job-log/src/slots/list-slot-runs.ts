import { type Database, query, readSql } from '@pulso/database';
import type { JobStatus } from '../job-run.ts';

const sql = readSql(new URL('./list-slot-runs.sql', import.meta.url));

/** What became of one slot, or of one run that has none. */
export interface SlotRun {
  /** The slot; of a run without one, when it was accepted. */
  at: Date;
  /** `slot` had a run of its own, `made_up` is named by a later run, `without_slot` was asked for by somebody. */
  kind: 'slot' | 'made_up' | 'without_slot';
  /** Of its newest attempt; of a slot that was made up for, of the run that did it. */
  status: JobStatus;
}

/**
 * The slots and the other runs of one job of a tenant, oldest first. A slot that nobody had is not among them.
 * @param options.from inclusive
 * @param options.until exclusive
 */
export function listSlotRuns(
  db: Database,
  tenantId: string,
  { jobType, from, until }: { jobType: string; from: Date; until: Date },
): Promise<SlotRun[]> {
  return query<SlotRun>(db, sql, { bind: [tenantId, jobType, from, until] });
}
