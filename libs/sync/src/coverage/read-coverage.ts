import { type Database, query } from '@pulso/database';

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
