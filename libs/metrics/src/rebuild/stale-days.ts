import { type Database, query, write } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';

/** Days to rebuild, and the notes that say so. */
export interface StaleDays {
  days: BusinessDay[];
  /** Other days, of which nothing but sales changed. */
  salesDays: BusinessDay[];
  noteIds: string[];
}

/** Days whose facts changed since they were last rebuilt, as the writers of facts noted them; oldest first. */
export async function listStaleDays(db: Database, tenantId: string): Promise<StaleDays> {
  const [noted] = await query<{
    note_ids: string[] | null;
    days: BusinessDay[] | null;
    sales_days: BusinessDay[] | null;
  }>(
    db,
    `with notes as materialized (
       select note_id, daterange(first_day, last_day, '[]') as stretch, sales_only
       from stale_days where tenant_id = $1
     ),
     -- A first sync leaves thousands of notes of the same year, so stretches are merged before they become days.
     merged as (
       select range_agg(stretch) filter (where not sales_only) as whole, range_agg(stretch) filter (where sales_only) as sales
       from notes
     )
     select
       (select array_agg(note_id::text) from notes) as note_ids,
       (select array_agg(day::date::text order by day)
        from merged, unnest(whole) as stretch, generate_series(lower(stretch), upper(stretch) - 1, interval '1 day') as day
       ) as days,
       (select array_agg(day::date::text order by day)
        from merged, unnest(sales - coalesce(whole, '{}')) as stretch,
          generate_series(lower(stretch), upper(stretch) - 1, interval '1 day') as day
       ) as sales_days`,
    { bind: [tenantId] },
  );
  return { days: noted?.days ?? [], salesDays: noted?.sales_days ?? [], noteIds: noted?.note_ids ?? [] };
}

/** Takes back the given notes, after their days were rebuilt; notes made meanwhile stay. */
export async function forgetStaleDays(db: Database, tenantId: string, noteIds: readonly string[]): Promise<void> {
  if (noteIds.length === 0) return;
  await write(db, 'delete from stale_days where tenant_id = $1 and note_id = any ($2::bigint[])', {
    bind: [tenantId, noteIds],
  });
}
