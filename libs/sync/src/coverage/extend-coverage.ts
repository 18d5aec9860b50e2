import { type Database, query } from '@pulso/database';
import type { SourceName } from '@pulso/domain';
import type { Stretch } from './read-coverage.ts';

/**
 * Notes that `stretch` of a source is read without a gap. Coverage only grows: an older note never takes anything back.
 */
export async function extendCoverage(
  db: Database,
  tenantId: string,
  { connectionId, source, stretch, now }: { connectionId: string; source: SourceName; stretch: Stretch; now: Date },
): Promise<void> {
  await query(
    db,
    `insert into source_coverage as s (tenant_id, connection_id, source, covered, covered_through, last_success_at)
     values ($1, $2, $3, tstzmultirange(tstzrange($4, $5)), $5, $6)
     on conflict (tenant_id, connection_id, source) do update set
       covered = s.covered + excluded.covered,
       covered_through = greatest(s.covered_through, excluded.covered_through),
       last_success_at = greatest(s.last_success_at, excluded.last_success_at)`,
    { bind: [tenantId, connectionId, source, stretch.from, stretch.to, now] },
  );
}
