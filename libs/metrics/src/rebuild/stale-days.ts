import { type Database, query, write } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

/** Days to rebuild, and the notes that say so. */
export interface StaleDays {
  days: BusinessDay[];
  noteIds: string[];
}

/** Days whose facts changed since they were last rebuilt, as the writers of facts noted them; oldest first. */
export async function listStaleDays(db: Database, tenantId: string): Promise<StaleDays> {
  const [noted] = await query<{ note_ids: string[] | null; days: BusinessDay[] | null }>(
    db,
    `with notes as materialized (
       select note_id, daterange(first_day, last_day, '[]') as stretch from stale_days where tenant_id = $1
     )
     select
       (select array_agg(note_id::text) from notes) as note_ids,
       -- A first sync leaves thousands of notes of the same year, so stretches are merged before they become days.
       (select array_agg(day::date::text order by day)
        from (select unnest(range_agg(stretch)) as stretch from notes) as merged,
          generate_series(lower(stretch), upper(stretch) - 1, interval '1 day') as day) as days`,
    { bind: [tenantId] },
  );
  return { days: noted?.days ?? [], noteIds: noted?.note_ids ?? [] };
}

/** Takes back the given notes, after their days were rebuilt; notes made meanwhile stay. */
export async function forgetStaleDays(db: Database, tenantId: string, noteIds: readonly string[]): Promise<void> {
  if (noteIds.length === 0) return;
  await write(db, 'delete from stale_days where tenant_id = $1 and note_id = any ($2::bigint[])', {
    bind: [tenantId, noteIds],
  });
}
