import { query, readSql } from '@pulso/database';
import { type BusinessDay, type BusinessWindow, businessDayOf } from '@pulso/domain';
import { listGivenUp } from '../refusals/list-given-up.ts';
import type { SyncContext } from '../sync-context.ts';
import { oldestSureDay } from './read-visit-days.ts';

const sql = readSql(new URL('./list-owed-visits.sql', import.meta.url));

/** `all` = every listing with days owed; `due` = those of them whose visits are past their maximum age. */
export type VisitsChoice = 'all' | 'due';

export interface OwedVisits {
  listing_id: string;
  owed_from: BusinessDay;
  owed_to: BusinessDay;
}

/** The listings with days owed in `window`, those with the most revenue of the last week first; without those given up. */
export async function listOwedVisits(
  context: SyncContext,
  window: BusinessWindow,
  choice: VisitsChoice,
): Promise<OwedVisits[]> {
  const { db, tenantId, connectionId, now, timeZone } = context;
  const notDue = (await listGivenUp(context, 'visits')).flatMap((one) => (one.is_due ? [] : [one.listing_id]));
  const sure = oldestSureDay(businessDayOf(now, timeZone));
  const bind = [tenantId, connectionId, window.from, window.to, timeZone, notDue, sure];
  return query<OwedVisits>(db, sql, { bind: [...bind, choice === 'due', now] });
}
