import { readSql } from '@pulso/database';
import type { RunSql } from './stage-metrics.ts';

const hasStandingDays = readSql(new URL('./has-standing-days.sql', import.meta.url));
const compareListingDays = readSql(new URL('./compare-listing-days.sql', import.meta.url));

/**
 * What stands of the listings that notes name. Beside it the rows of whole days are no single table to the planner, which then cannot read
 * them in the order of their key and sorts all of them instead.
 */
const OF_NAMED_LISTINGS = /  union all\n  -- Where only some listings were derived.*?(?=\n\)\n)/s;
const compareWholeDays = compareListingDays.replace(OF_NAMED_LISTINGS, '');

/** So many rows go through files when they are sorted, or hashed, in the memory that the rebuild has. */
const MANY_ROWS = 250_000;
/**
 * A month without statistics yet is guessed to be nearly empty, and files to be cheap. Merging by key takes half the time with a year's rows;
 * a server before 17 cannot read a list of days in that order, and hashes.
 */
const merge = `select set_config('enable_sort', 'off', true), set_config('enable_hashjoin', 'off', true)`;
/** As the server, its database or its user has them. */
const mergeNoMore = `select set_config(name, reset_val, true) from pg_settings where name in ('enable_sort', 'enable_hashjoin')`;

/**
 * Holds the listing rows that were computed aside against those that stand. A first calculation, which is the longest, has nothing to be
 * compared with.
 * @param options.isAllWhole no day is derived for some of its listings alone
 * @returns whether anything stands
 */
export async function compareWithStanding(
  run: RunSql,
  { tenantId, isAllWhole }: { tenantId: string; isAllWhole: boolean },
): Promise<boolean> {
  const [standing] = await run<{ stands: boolean; computed: number }>(hasStandingDays, [tenantId]);
  if (!standing?.stands) return false;
  const isLong = isAllWhole && standing.computed >= MANY_ROWS;
  if (isLong) await run(merge, []);
  await run(isAllWhole ? compareWholeDays : compareListingDays, [tenantId]);
  if (isLong) await run(mergeNoMore, []);
  await run('analyze rebuild_changes', []);
  return true;
}
