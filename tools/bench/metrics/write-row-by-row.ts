import { type Database, withTransaction } from '@pulso/database';

/**
 * Writes a part of the rows as an ORM does by default: a model, and one upsert for each row, in one transaction that is undone.
 * @returns microseconds per row
 */
export async function writeRowByRow(db: Database, { rows }: { rows: number }): Promise<number> {
  const part = await db.sequelize.query(`select * from listing_metrics_daily order by listing_id, date limit ${rows}`);
  const found = part[0] as Record<string, unknown>[];
  const columns = Object.keys(found[0] ?? {});
  const Row = db.sequelize.define(
    'bench_row',
    Object.fromEntries(columns.map((name) => [name, { type: 'TEXT', primaryKey: KEY.includes(name) }])),
    { tableName: 'listing_metrics_daily', timestamps: false },
  );
  let perRow_us = Number.NaN;
  const undone = new Error('measured');
  await withTransaction(db, async (transaction) => {
    const began = performance.now();
    for (const row of found) await Row.upsert(row, { transaction, validate: false });
    perRow_us = ((performance.now() - began) * 1000) / found.length;
    throw undone;
  }).catch((error: unknown) => {
    if (error !== undone) throw error;
  });
  return perRow_us;
}

const KEY = ['tenant_id', 'listing_id', 'date'];
