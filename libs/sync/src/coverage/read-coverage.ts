import { type Database, query } from '@pulso/database';
import type { SourceName } from '@pulso/domain';

export interface Stretch {
  from: Date;
  /** Exclusive. */
  to: Date;
}

/**
 * Which stretches of `wanted` the connection's orders were not yet read of, oldest first, and up to which
 * instant changes are known (null before the first read).
 */
export async function readOrderCoverage(
  db: Database,
  tenantId: string,
  { connectionId, wanted }: { connectionId: string; wanted: Stretch },
): Promise<{ gaps: Stretch[]; changesKnownThrough: Date | null }> {
  const rows = await query<{ from: Date | null; to: Date | null; covered_through: Date | null }>(
    db,
    `select lower(gap) as "from", upper(gap) as "to", s.covered_through
     from (values (1)) as always_one_row
     left join source_coverage s on s.tenant_id = $1 and s.connection_id = $2 and s.source = 'orders'
     left join lateral unnest(
       tstzmultirange(tstzrange($3, $4)) - coalesce(s.covered, '{}'::tstzmultirange)
     ) as gap on true
     order by lower(gap)`,
    { bind: [tenantId, connectionId, wanted.from, wanted.to] },
  );
  return {
    gaps: rows.flatMap((row) => (row.from && row.to ? [{ from: row.from, to: row.to }] : [])),
    changesKnownThrough: rows[0]?.covered_through ?? null,
  };
}

/** The parts of `within` that were read of a source, oldest first. */
export async function readCoveredWithin(
  db: Database,
  tenantId: string,
  { connectionId, source, within }: { connectionId: string; source: SourceName; within: Stretch },
): Promise<Stretch[]> {
  return query<Stretch>(
    db,
    `select lower(part) as "from", upper(part) as "to"
     from source_coverage s, unnest(s.covered * tstzmultirange(tstzrange($4, $5))) as part
     where s.tenant_id = $1 and s.connection_id = $2 and s.source = $3
     order by lower(part)`,
    { bind: [tenantId, connectionId, source, within.from, within.to] },
  );
}
