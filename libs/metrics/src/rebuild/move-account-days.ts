import { readSql } from '@pulso/database';
import { type BusinessDay, firstProvisionalDay } from '@pulso/domain';
import type { RunSql } from './stage-metrics.ts';

const hasUnknownCosts = readSql(new URL('./has-unknown-costs.sql', import.meta.url));
const tellCostsAnew = readSql(new URL('./tell-costs-anew.sql', import.meta.url));
const moveRows = readSql(new URL('./move-account-days.sql', import.meta.url));

/** Computes the account's rows of the days that are not derived whole, from those that stand and from how their listings' rows differ. */
export async function moveAccountDays(
  run: RunSql,
  { tenantId, today, now }: { tenantId: string; today: BusinessDay; now: Date },
): Promise<void> {
  // Only where a part was unknown every row of the day is read, whichever listing it is of.
  const [costs] = await run<{ are_unknown: boolean }>(hasUnknownCosts, [tenantId]);
  if (costs?.are_unknown) await run(tellCostsAnew, [tenantId]);
  await run(moveRows, [tenantId, firstProvisionalDay(today), now]);
}
