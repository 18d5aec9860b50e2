import { type Database, query, readSql } from '@pulso/database';
import { addDays, type BusinessDay, businessDayOf, daysIn } from '@pulso/domain';
import type { RunSql } from '../rebuild/stage-metrics.ts';

const adoptZone = readSql(new URL('./adopt-zone.sql', import.meta.url));
const placeSightings = readSql(new URL('./place-sightings.sql', import.meta.url));
const moveSightings = readSql(new URL('./move-sightings.sql', import.meta.url));

/** The columns that a sighting is moved with. */
const SIGHTING = `listing_id, day, connection_id, price, price_seen_at, price_source, stock, stock_seen_at, stock_source,
  has_clips, clips_seen_at, clips_source`;

/**
 * Takes over the zone that was wished for, in the transaction of a rebuild: what was seen is filed under the days of the new zone.
 * Visits stay where they are, because Mercado Livre labels their days itself (API document 5).
 * @returns the zone; null when nobody wished for another
 */
export async function changeZone(run: RunSql, tenantId: string): Promise<string | null> {
  const [adopted] = await run<{ time_zone: string }>(adoptZone, [tenantId]);
  if (!adopted) return null;
  await run(
    `create temporary table moved_sightings on commit drop as select ${SIGHTING} from listing_sightings limit 0`,
    [],
  );
  await run(moveSightings, [tenantId, adopted.time_zone]);
  await run(placeSightings, [tenantId]);
  return adopted.time_zone;
}

/** Every day that may have a row before or after a change of zone: those of all orders that were read, with one more at the beginning. */
export async function listWholeHistory(
  run: RunSql,
  { tenantId, now, zone }: { tenantId: string; now: Date; zone: string },
): Promise<BusinessDay[]> {
  const [covered] = await run<{ first: Date | null }>(
    `select lower(range_merge(range_agg(part))) as first from source_coverage, unnest(covered) as part
     where tenant_id = $1 and source = 'orders'`,
    [tenantId],
  );
  if (!covered?.first) return [];
  return daysIn({ from: addDays(businessDayOf(covered.first, zone), -1), to: addDays(businessDayOf(now, zone), 1) });
}

/** The same for the zone that is wished for, before the transaction in which it is adopted; none without a wish. */
export async function listDaysOfWish(db: Database, tenantId: string, now: Date): Promise<BusinessDay[]> {
  const run: RunSql = <Row extends object>(sql: string, bind: unknown[]) => query<Row>(db, sql, { bind });
  const [wish] = await run<{ zone: string }>(
    'select next_time_zone as zone from tenants where tenant_id = $1 and next_time_zone is not null',
    [tenantId],
  );
  return wish ? listWholeHistory(run, { tenantId, now, zone: wish.zone }) : [];
}

/** After a change of zone no row may stay that was cut in the old one, neither of days that are half known nor of days read in part. */
export async function leaveNothingBehind(run: RunSql, tenantId: string): Promise<void> {
  await run(
    `insert into unread_days
     select connection_id, date from account_metrics_daily a
     where a.tenant_id = $1
       and not exists (select from rebuild_days d where d.connection_id = a.connection_id and d.day = a.date)
     on conflict do nothing`,
    [tenantId],
  );
}
