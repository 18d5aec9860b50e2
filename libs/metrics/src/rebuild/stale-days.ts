import { type Database, query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

/** Days to rebuild, and the notes that say so. */
export interface StaleDays {
  days: BusinessDay[];
  noteIds: string[];
}

/** Days whose facts changed since they were last rebuilt, as the writers of facts noted them; oldest first. */
export async function listStaleDays(db: Database, tenantId: string): Promise<StaleDays> {
  const notes = await query<{ note_id: string; days: BusinessDay[] }>(
    db,
    `select note_id::text as note_id, array_agg(day::date::text) as days
     from stale_days cross join lateral generate_series(first_day, last_day, interval '1 day') as day
     where tenant_id = $1
     group by note_id`,
    { bind: [tenantId] },
  );
  return {
    days: [...new Set(notes.flatMap((note) => note.days))].sort(),
    noteIds: notes.map((note) => note.note_id),
  };
}

/** Takes back the given notes, after their days were rebuilt; notes made meanwhile stay. */
export async function forgetStaleDays(db: Database, tenantId: string, noteIds: readonly string[]): Promise<void> {
  if (noteIds.length === 0) return;
  await query(db, 'delete from stale_days where tenant_id = $1 and note_id = any ($2::bigint[])', {
    bind: [tenantId, noteIds],
  });
}
