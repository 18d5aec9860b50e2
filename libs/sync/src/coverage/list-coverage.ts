import { type Database, query, readSql } from '@pulso/database';
import { addDays, type BusinessDay, type BusinessWindow, daysIn, startOfBusinessDay } from '@pulso/domain';

const ordersCoverage = readSql(new URL('./orders-coverage.sql', import.meta.url));
const freightCoverage = readSql(new URL('./freight-coverage.sql', import.meta.url));
const listingDaysCoverage = readSql(new URL('./listing-days-coverage.sql', import.meta.url));
const accountVisitsCoverage = readSql(new URL('./account-visits-coverage.sql', import.meta.url));

/** What has a coverage of its own, in the order in which it is told. */
export const coverageSources = ['listings', 'orders', 'freight', 'visits', 'account_visits'] as const;
export type CoverageSource = (typeof coverageSources)[number];

/**
 * `complete` = everything of the day is known; `partly` = some of it; `failed` = nothing, and what was asked for was refused or
 * could not be read; `not_yet` = nothing, and something was never asked for.
 */
export type CoverageState = 'complete' | 'partly' | 'failed' | 'not_yet';

/** How much is known of one day of one source of one connection, with how many of its parts are in which state. */
export interface DayCoverage {
  connectionId: string;
  source: CoverageSource;
  day: BusinessDay;
  state: CoverageState;
  /** Of `orders` the known orders; of `freight` the orders that owe a cost; of `listings` and `visits` the listings that lived on it. */
  parts: Record<CoverageState, number>;
}

export interface CoverageFilter {
  window: BusinessWindow;
  /** The tenant's zone, in which its days are cut. */
  timeZone: string;
  /** Null = all of the tenant. */
  connectionId: string | null;
  /** Left out = all. */
  sources?: readonly CoverageSource[] | undefined;
}

/**
 * What is known, and what is not, of every day of a window: one row per connection, source and day, ordered so. Zero and unknown are
 * apart: a complete day without any part had nothing. The running day is never complete of orders, because it is not over.
 */
export async function listCoverage(db: Database, tenantId: string, filter: CoverageFilter): Promise<DayCoverage[]> {
  const { connectionId, timeZone, sources = coverageSources } = filter;
  const { days, starts, ends } = cut(filter);
  const ofListings = sources.filter((source) => source === 'listings' || source === 'visits');
  const read: [boolean, string, unknown[]][] = [
    [ofListings.length > 0, listingDaysCoverage, [tenantId, connectionId, days, starts, null, timeZone, ofListings]],
    [sources.includes('orders'), ordersCoverage, [tenantId, connectionId, days, starts, ends]],
    [sources.includes('freight'), freightCoverage, [tenantId, connectionId, days, starts, ends]],
    [sources.includes('account_visits'), accountVisitsCoverage, [tenantId, connectionId, days]],
  ];
  const rows: CoverageRow[] = [];
  for (const [isAsked, sql, bind] of read) if (isAsked) rows.push(...(await query<CoverageRow>(db, sql, { bind })));
  return rows.map(toDayCoverage).sort(byConnectionSourceDay);
}

/**
 * The days of one listing's own life within a window, of its row and of its visits; none for a listing that nobody knows.
 * `sources` other than `listings` and `visits` are known of no single listing and give no rows.
 */
export async function listListingCoverage(
  db: Database,
  tenantId: string,
  { listingId, ...filter }: CoverageFilter & { listingId: string },
): Promise<DayCoverage[]> {
  const { connectionId, timeZone, sources = coverageSources } = filter;
  const { days, starts } = cut(filter);
  const ofListings = sources.filter((source) => source === 'listings' || source === 'visits');
  const bind = [tenantId, connectionId, days, starts, listingId, timeZone, ofListings];
  const rows = await query<CoverageRow>(db, listingDaysCoverage, { bind });
  return rows.map(toDayCoverage).sort(byConnectionSourceDay);
}

interface CoverageRow extends Record<CoverageState, number> {
  connection_id: string;
  source: CoverageSource;
  day: BusinessDay;
  state: CoverageState;
}

function toDayCoverage({ connection_id, source, day, state, ...counts }: CoverageRow): DayCoverage {
  const { complete, partly, failed, not_yet } = counts;
  return { connectionId: connection_id, source, day, state, parts: { complete, partly, failed, not_yet } };
}

function byConnectionSourceDay(one: DayCoverage, other: DayCoverage): number {
  return (
    compare(one.connectionId, other.connectionId) ||
    coverageSources.indexOf(one.source) - coverageSources.indexOf(other.source) ||
    compare(one.day, other.day)
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** The window's days with the instants between which each lies, as the domain cuts them. */
function cut({ window, timeZone }: CoverageFilter) {
  const days = daysIn(window);
  const starts = days.map((day) => startOfBusinessDay(day, timeZone));
  return { days, starts, ends: [...starts.slice(1), startOfBusinessDay(addDays(window.to, 1), timeZone)] };
}
