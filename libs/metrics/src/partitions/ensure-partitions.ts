import { type Database, query, write } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import { monthsOf } from './months-of.ts';

/** As many months as may pass without a rebuild before a new month is somebody's first concern. */
const MONTHS_AHEAD = 3;

/**
 * Makes the monthly partitions of `listing_metrics_daily` that rows of these days need, and three months more. Whoever finds them
 * there does nothing; making one stops no reader and no writer, and needs no right to create tables.
 */
export async function ensurePartitions(db: Database, days: readonly BusinessDay[]): Promise<void> {
  for (const month of await listMissing(db, monthsOf(days, { ahead: MONTHS_AHEAD }))) {
    await write(db, 'select make_listing_metrics_month($1)', { bind: [month] });
  }
}

const nameOf = (month: BusinessDay): string => `listing_metrics_daily_${month.slice(0, 7).replace('-', '_')}`;

/** Those of the months that have no partition yet. */
async function listMissing(db: Database, months: readonly BusinessDay[]): Promise<BusinessDay[]> {
  const there = await query<{ name: string }>(
    db,
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'listing_metrics_daily'::regclass and c.relname = any ($1)`,
    { bind: [months.map(nameOf)] },
  );
  const names = new Set(there.map(({ name }) => name));
  return months.filter((month) => !names.has(nameOf(month)));
}
