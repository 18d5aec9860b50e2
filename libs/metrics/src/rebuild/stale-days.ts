import { type Database, query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

/** Days to rebuild, and the notes that say so. */
export interface StaleDays {
  days: BusinessDay[];
  /** Other days, of which every note names the listings that changed (stage-named-orders.sql). */
  namedDays: BusinessDay[];
  noteIds: string[];
}

export const nothingStale: StaleDays = { days: [], namedDays: [], noteIds: [] };

/** Days whose facts changed since they were last rebuilt, as the writers of facts noted them; oldest first. */
export async function listStaleDays(db: Database, tenantId: string): Promise<StaleDays> {
  const [noted] = await query<{
    note_ids: string[] | null;
    days: BusinessDay[] | null;
    named_days: BusinessDay[] | null;
  }>(
    db,
    `with notes as materialized (
       select note_id, daterange(first_day, last_day, '[]') as stretch, listing_ids is null as is_whole
       from stale_days where tenant_id = $1
     ),
     -- A first sync leaves thousands of notes of the same year, so stretches are merged before they become days.
     merged as (
       select range_agg(stretch) filter (where is_whole) as whole, range_agg(stretch) filter (where not is_whole) as named
       from notes
     )
     select
       (select array_agg(note_id::text) from notes) as note_ids,
       (select array_agg(day::date::text order by day)
        from merged, unnest(whole) as stretch, generate_series(lower(stretch), upper(stretch) - 1, interval '1 day') as day
       ) as days,
       (select array_agg(day::date::text order by day)
        from merged, unnest(named - coalesce(whole, '{}')) as stretch,
          generate_series(lower(stretch), upper(stretch) - 1, interval '1 day') as day
       ) as named_days`,
    { bind: [tenantId] },
  );
  return { days: noted?.days ?? [], namedDays: noted?.named_days ?? [], noteIds: noted?.note_ids ?? [] };
}
