/** What calls to Mercado Livre are made for: the seller's own row, and each source of facts. */
export const callSources = ['seller', 'listings', 'orders', 'visits', 'details', 'freight'] as const;
export type CallSource = (typeof callSources)[number];

/** Calls that are expected, by what they are for; null = nothing is known that would tell. */
export type PlannedCalls = Record<CallSource, number | null>;

/** What is known of a seller before a sync; null = nothing is known. */
export interface SyncLoad {
  listings: number | null;
  ordersPerDay: number | null;
  changesPerDay: number | null;
  /** Since changes were last read; null = they were never read, and the first read of each day brings them. */
  sinceChanges_hours: number | null;
  unread_days: number;
  /** Pieces of days that the slow sweep reads again. */
  swept_days: number;
  /** Mercado Livre was asked how many listings and orders there are. */
  isCounted: boolean;
  /** Calls for prices and clips, for visits of listings, for freight that are owed already. */
  owed: { details: number | null; visits: number | null; freight: number };
}

const IDS_PER_PAGE = 100;
const LISTINGS_PER_PAGE = 20;
const ORDERS_PER_PAGE = 50;
/** Changes of the last two hours are read again, in whole hours and in pieces of a day (read-changes.ts). */
const OVERLAP_HOURS = 3;

/** How many calls a sync will make, from what is known before it; rates of the last week are taken to go on. */
export function estimateCalls(load: SyncLoad): PlannedCalls {
  const { listings, owed } = load;
  const counting = load.isCounted ? 1 : 0;
  return {
    seller: 1,
    listings:
      listings === null
        ? null
        : counting + Math.max(1, Math.ceil(listings / IDS_PER_PAGE)) + Math.ceil(listings / LISTINGS_PER_PAGE),
    orders: sum(counting, estimateChanges(load), estimateDays(load)),
    // The account's own total is one call more.
    visits: sum(1, owed.visits),
    details: owed.details,
    freight: sum(owed.freight, estimateNewOrders(load)),
  };
}

function estimateChanges({ changesPerDay, sinceChanges_hours }: SyncLoad): number | null {
  if (sinceChanges_hours === null) return 0;
  if (changesPerDay === null) return null;
  const days = (sinceChanges_hours + OVERLAP_HOURS) / 24;
  return Math.max(Math.ceil(days), Math.ceil((changesPerDay * days) / ORDERS_PER_PAGE));
}

/** Days are read one by one. */
function estimateDays({ ordersPerDay, unread_days, swept_days }: SyncLoad): number | null {
  const days = Math.ceil(unread_days) + swept_days;
  if (days === 0) return 0;
  if (ordersPerDay === null) return null;
  return days * Math.max(1, Math.ceil(ordersPerDay / ORDERS_PER_PAGE));
}

function estimateNewOrders({ ordersPerDay, unread_days, sinceChanges_hours }: SyncLoad): number | null {
  const new_days = unread_days + (sinceChanges_hours ?? 0) / 24;
  if (new_days === 0) return 0;
  return ordersPerDay === null ? null : Math.round(ordersPerDay * new_days);
}

/** Null as soon as one part is not known. */
export function sum(...parts: (number | null)[]): number | null {
  return parts.reduce<number | null>((total, part) => (total === null || part === null ? null : total + part), 0);
}
