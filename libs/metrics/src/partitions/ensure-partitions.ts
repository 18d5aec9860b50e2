import { type Database, type QueryOptions, query, withTransaction } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import { monthsOf } from './months-of.ts';

/** As many months as may pass without a rebuild before a new month is somebody's first concern. */
const MONTHS_AHEAD = 3;

/**
 * Makes the monthly partitions of `listing_metrics_daily` that rows of these days need, and three months more. Each is created
 * beside the table and then attached, which stops no reader and no writer; whoever finds them there does nothing.
 */
export async function ensurePartitions(db: Database, days: readonly BusinessDay[]): Promise<void> {
  const wanted = monthsOf(days, { ahead: MONTHS_AHEAD });
  if ((await listMissing(db, wanted)).length === 0) return;
  await withTransaction(db, async (transaction) => {
    // Two writers that need the same month: the second waits, looks again and finds it.
    await query(db, `select pg_advisory_xact_lock(hashtextextended('pulso partitions', 0))`, { transaction });
    for (const month of await listMissing(db, wanted, transaction)) {
      const name = nameOf(month);
      await query(db, `create table ${name} (like listing_metrics_daily including all)`, { transaction });
      const [next] = monthsOf([month], { ahead: 1 }).slice(1);
      await query(
        db,
        `alter table listing_metrics_daily attach partition ${name} for values from ('${month}') to ('${next}')`,
        { transaction },
      );
    }
  });
}

const nameOf = (month: BusinessDay): string => `listing_metrics_daily_${month.slice(0, 7).replace('-', '_')}`;

/** Those of the months that have no partition yet. */
async function listMissing(
  db: Database,
  months: readonly BusinessDay[],
  transaction?: QueryOptions['transaction'],
): Promise<BusinessDay[]> {
  const there = await query<{ name: string }>(
    db,
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'listing_metrics_daily'::regclass and c.relname = any ($1)`,
    { bind: [months.map(nameOf)], transaction },
  );
  const names = new Set(there.map(({ name }) => name));
  return months.filter((month) => !names.has(nameOf(month)));
}
