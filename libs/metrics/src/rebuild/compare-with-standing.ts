import { readSql } from '@pulso/database';
import type { RunSql } from './stage-metrics.ts';

const hasStandingDays = readSql(new URL('./has-standing-days.sql', import.meta.url));
const compareListingDays = readSql(new URL('./compare-listing-days.sql', import.meta.url));

/**
 * Holds the listing rows that were computed aside against those that stand. A first calculation, which is the longest, has nothing to be
 * compared with.
 * @returns whether anything stands
 */
export async function compareWithStanding(run: RunSql, tenantId: string): Promise<boolean> {
  const [standing] = await run<{ stands: boolean }>(hasStandingDays, [tenantId]);
  if (!standing?.stands) return false;
  await run(compareListingDays, [tenantId]);
  await run('analyze rebuild_changes', []);
  return true;
}
