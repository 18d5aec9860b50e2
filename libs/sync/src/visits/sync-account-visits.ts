import { query, write } from '@pulso/database';
import { type BusinessDay, type BusinessWindow, businessDayOf } from '@pulso/domain';
import type { SyncContext } from '../sync-context.ts';
import { oldestSureDay, readVisitDays } from './read-visit-days.ts';

/**
 * Reads the account's own daily totals of the window. One call tells 150 days, so those that have settled are asked for too: one of them
 * that moved shows that the visits of listings were restated (API document 5: figures are stable after 48 hours). That is noted with
 * the total, so that no death of the run makes it forgotten: what was read of listings before is owed anew (list-owed-visits.sql).
 * @returns the days whose total is new or differs
 */
export async function syncAccountVisits(context: SyncContext, window: BusinessWindow): Promise<BusinessDay[]> {
  const { db, tenantId, connectionId, now, timeZone } = context;
  const read = (part: BusinessWindow) => context.client.visits.getAccountDays(context.sellerId, part, context);
  const today = businessDayOf(now, timeZone);
  const days = await readVisitDays(read, await owedWindow(context, window, today), today);
  const changed = await write<{ day: BusinessDay }>(
    db,
    `with given as (select * from unnest($3::date[], $4::int[]) as x (day, visits)),
     before as (
       select v.day, v.visits from account_visits v join given using (day)
       where v.tenant_id = $1 and v.connection_id = $2
     ),
     written as (
       insert into account_visits as v (tenant_id, connection_id, day, visits, read_at)
       select $1, $2, day, visits, $5 from given
       on conflict (tenant_id, connection_id, day) do update set
         visits = excluded.visits,
         read_at = excluded.read_at,
         restated_at = case
           when v.visits <> excluded.visits and (v.read_at at time zone $6)::date >= v.day + 3 then excluded.read_at
           else v.restated_at
         end
     ),
     changed as (
       select g.day from given g left join before b using (day) where b.visits is distinct from g.visits
     ),
     noted as (
       -- The account's own row follows, and no listing's.
       insert into stale_days (tenant_id, first_day, last_day, listing_ids, counts_follow)
       select $1, min(day), max(day), '{}', true from changed having count(*) > 0
     ),
     answered as (
       delete from source_failures where tenant_id = $1 and connection_id = $2 and source = 'account_visits'
     )
     select day::text as day from changed`,
    { bind: [tenantId, connectionId, days.map((one) => one.day), days.map((one) => one.visits), now, timeZone] },
  );
  return changed.map((row) => row.day);
}

/** The window as far as one call tells it; older days only when they are not known. */
async function owedWindow(
  { db, tenantId, connectionId, timeZone }: SyncContext,
  window: BusinessWindow,
  today: BusinessDay,
): Promise<BusinessWindow> {
  const sure = oldestSureDay(today);
  if (window.from >= sure) return window;
  const [oldest] = await query<{ owed_from: BusinessDay | null }>(
    db,
    `select min(d.day)::date::text as owed_from
     from generate_series($3::date, $4::date, interval '1 day') as d (day)
     left join account_visits v on v.tenant_id = $1 and v.connection_id = $2 and v.day = d.day::date
     where v.read_at is null or (v.read_at at time zone $5)::date < d.day::date + 3`,
    { bind: [tenantId, connectionId, window.from, window.to, timeZone] },
  );
  const from = oldest?.owed_from ?? sure;
  return { from: from < sure ? from : sure, to: window.to };
}
