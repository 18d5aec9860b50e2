import { type Database, write } from '@pulso/database';
import type { SourceName } from '@pulso/domain';
import type { Stretch } from './read-coverage.ts';

/**
 * Notes that `stretch` of a source is read without a gap. Coverage only grows: an older note never takes anything back.
 * Listings and visits are covered by complete reads alone, which is when their last failure is forgotten; orders day by day (sync-orders.ts).
 * The days of the stretch are stale from then on: also one without a single sale has rows once it is read (contract 4).
 * @param timeZone in which those days are cut
 */
export async function extendCoverage(
  db: Database,
  tenantId: string,
  {
    connectionId,
    source,
    stretch,
    now,
    timeZone,
  }: { connectionId: string; source: SourceName; stretch: Stretch; now: Date; timeZone: string },
): Promise<void> {
  await write(
    db,
    `with noted as (
       insert into stale_days (tenant_id, first_day, last_day)
       select $1::uuid, ($4::timestamptz at time zone $7)::date, (($5::timestamptz - interval '1 microsecond') at time zone $7)::date
       where $4::timestamptz < $5::timestamptz
     ),
     answered as (
       delete from source_failures where tenant_id = $1 and connection_id = $2 and source = $3 and source <> 'orders'
     )
     insert into source_coverage as s (tenant_id, connection_id, source, covered, covered_through, last_success_at)
     values ($1, $2, $3, tstzmultirange(tstzrange($4, $5)), $5, $6)
     on conflict (tenant_id, connection_id, source) do update set
       covered = s.covered + excluded.covered,
       covered_through = greatest(s.covered_through, excluded.covered_through),
       last_success_at = greatest(s.last_success_at, excluded.last_success_at)`,
    { bind: [tenantId, connectionId, source, stretch.from, stretch.to, now, timeZone] },
  );
}
