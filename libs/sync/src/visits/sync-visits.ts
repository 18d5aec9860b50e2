import { query, readSql, withTransaction } from '@pulso/database';
import { type BusinessDay, type BusinessWindow, businessDayOf } from '@pulso/domain';
import { MeliError, type VisitDay } from '@pulso/meli-client';
import { extendCoverage } from '../coverage/extend-coverage.ts';
import { forgetSourceFailure } from '../coverage/forget-source-failure.ts';
import { noteSourceFailure } from '../coverage/note-source-failure.ts';
import { rememberFailure } from '../coverage/remember-failure.ts';
import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { isRefusedAlone } from '../refusal-of.ts';
import { noteRefusals } from '../refusals/note-refusals.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { type FailureWatch, watchFailures } from '../watch-failures.ts';
import { listOwedVisits, type VisitsChoice } from './list-owed-visits.ts';
import { readVisitDays } from './read-visit-days.ts';
import { syncAccountVisits } from './sync-account-visits.ts';

const storeVisits = readSql(new URL('./store-visits.sql', import.meta.url));

export interface VisitsOutcome {
  listingsRead: number;
  listingsFailed: number;
  /** Listing-days whose visits are new or differ. */
  daysWritten: number;
  touchedDays: BusinessDay[];
  missing: MissingPart[];
}

/**
 * Reads the account's own totals, then the visits of every listing that has days owed in `window`, one call per listing and 150 days,
 * those with the most revenue of the last week first. A listing that is refused keeps its known values and is named as missing,
 * until it is given up (refusals/note-refusals.ts); one whose reading fails is named as long as it does.
 * @throws MeliError when something wider than one listing fails
 */
export async function syncVisits(
  context: SyncContext,
  window: BusinessWindow,
  choice: VisitsChoice = 'all',
): Promise<VisitsOutcome> {
  const { db, tenantId, connectionId, now, timeZone } = context;
  const outcome: VisitsOutcome = { listingsRead: 0, listingsFailed: 0, daysWritten: 0, touchedDays: [], missing: [] };
  const today = businessDayOf(now, timeZone);
  const refused: (MissingPart & { listingId: string })[] = [];
  const touched = new Set<BusinessDay>();
  const refusals: MeliError[] = [];
  const failures = watchFailures();
  await readAccount(context, { window, touched, outcome, failures });
  const owed = await listOwedVisits(context, window, choice);
  await eachLimited(owed, CALLS_IN_FLIGHT, async ({ listing_id, owed_from, owed_to }) => {
    context.signal.throwIfAborted();
    const asked = { from: owed_from, to: owed_to };
    try {
      const read = (part: BusinessWindow) => context.client.visits.getListingDays(listing_id, part, context);
      const days = await readVisitDays(read, asked, today);
      const changed = await storeVisitDays(context, { listing_id, owed_from, days });
      failures.answered();
      outcome.listingsRead += 1;
      outcome.daysWritten += changed.length;
      for (const { day } of changed) touched.add(day);
    } catch (error) {
      const { reason } = failures.judge(error);
      if (error instanceof MeliError) refusals.push(error);
      outcome.listingsFailed += 1;
      const part = { connectionId, source: 'visits' as const, listingId: listing_id, ...asked, reason };
      if (isRefusedAlone(error)) refused.push(part);
      else outcome.missing.push(part);
    }
    context.onProgress('visits', outcome.listingsRead + outcome.listingsFailed, owed.length);
  });
  // Where every listing is refused, it is the permission that is missing: the source failed, and no listing is given up for it.
  if (outcome.listingsRead > 0) outcome.missing.push(...(await noteRefusals(context, 'visits', refused)));
  else {
    outcome.missing.push(...refused);
    if (refusals[0]) await noteSourceFailure(context, { source: 'visits', window, error: refusals[0] });
  }
  if (outcome.missing.length === 0) {
    await extendCoverage(db, tenantId, {
      connectionId,
      source: 'visits',
      stretch: { from: now, to: now },
      now,
      timeZone,
    });
  } else if (outcome.missing.every((part) => part.source === 'account_visits')) {
    await forgetSourceFailure(context, 'visits');
  }
  outcome.touchedDays = [...touched].sort();
  return outcome;
}

async function readAccount(
  context: SyncContext,
  {
    window,
    touched,
    outcome,
    failures,
  }: { window: BusinessWindow; touched: Set<BusinessDay>; outcome: VisitsOutcome; failures: FailureWatch },
): Promise<void> {
  try {
    const read = () => syncAccountVisits(context, window);
    const days = await rememberFailure(context, { source: 'account_visits', window }, read);
    failures.answered();
    for (const day of days) touched.add(day);
  } catch (error) {
    const { reason } = failures.judge(error);
    outcome.missing.push({ connectionId: context.connectionId, source: 'account_visits', ...window, reason });
  }
}

/** @returns the days whose visits are new or differ */
async function storeVisitDays(
  { db, tenantId, connectionId, now }: SyncContext,
  { listing_id, owed_from, days }: { listing_id: string; owed_from: BusinessDay; days: readonly VisitDay[] },
): Promise<{ day: BusinessDay }[]> {
  const [labels, visits] = [days.map((one) => one.day), days.map((one) => one.visits)];
  const bind = [tenantId, listing_id, now, labels, visits, owed_from, connectionId];
  return withTransaction(db, (transaction) => query<{ day: BusinessDay }>(db, storeVisits, { bind, transaction }));
}
