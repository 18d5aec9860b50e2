export type ListingStatus = 'active' | 'paused' | 'closed' | 'under_review';
export type Clip = 'yes' | 'no' | 'rule absent' | 'not found';

/** What was changed by hand at an instant; what is left out stays as it was. A value set so stays until it is set so again. */
export interface ListingChange {
  at: number;
  /** What a buyer pays from then on; no promotion any more. */
  price_cents?: number | undefined;
  stock?: number | undefined;
  status?: ListingStatus | undefined;
  clip?: Clip | undefined;
}

/** One listing of the world. What changes with time is a function of listing and instant (`listing-changes.ts`, `visits.ts`). */
export interface Listing {
  seed: string;
  id: string;
  title: string;
  categoryId: string;
  sku: string;
  basePrice_cents: number;
  /** Share of the sales and visits, relative to the others. */
  popularity: number;
  createdAt: number;
  /** Status changes, oldest first; active before the first. */
  statusChanges: { at: number; status: ListingStatus }[];
  /** False for a closed listing whose `stop_time` is not told. */
  tellsStopTime: boolean;
  clip: Clip;
  /** From this instant on the clip is there. */
  clipAddedAt: number | null;
  /** In the old model one listing holds several variants; in the new one each variant is a listing of its own. */
  model: 'variations' | 'user product';
  isCatalog: boolean;
  familyId: string;
  familyName: string;
  userProductId: string;
  tags: string[];
  /** A listing whose visits of before it carries on as its own. */
  inheritsFrom: Listing | null;
  /** What was done to it by hand, oldest first. */
  handChanges: ListingChange[];
}

/**
 * `handUntil`: changes by hand that came later count for nothing, so that an order that can be seen already stays what it is when
 * its listing is changed.
 */
export function statusAt(listing: Listing, at: number, handUntil = at): ListingStatus {
  let status: ListingStatus = 'active';
  for (const change of statusChangesOf(listing, handUntil)) if (change.at <= at) status = change.status;
  return status;
}

/** Its status changes, oldest first: those of the seed until the first by hand, then these. */
export function statusChangesOf(listing: Listing, handUntil: number): Listing['statusChanges'] {
  if (listing.handChanges.length === 0) return listing.statusChanges;
  const byHand = listing.handChanges.flatMap(({ at, status }) =>
    status === undefined || at > handUntil ? [] : [{ at, status }],
  );
  const from = byHand[0]?.at ?? Number.POSITIVE_INFINITY;
  return [...listing.statusChanges.filter((change) => change.at < from), ...byHand];
}

export function isSoldAt(listing: Listing, at: number, handUntil = at): boolean {
  return listing.createdAt <= at && statusAt(listing, at, handUntil) === 'active';
}

/** When it closed, if it has by then. */
export function closedAt(listing: Listing, at: number): number | null {
  const closing = statusChangesOf(listing, at).find((change) => change.status === 'closed' && change.at <= at);
  return closing ? closing.at : null;
}

/** One variant of a listing of the old model. */
export interface Variation {
  id: number;
  color: string;
  userProductId: string;
}

export function variationsOf(listing: Listing): Variation[] {
  if (listing.model !== 'variations') return [];
  const number = Number(listing.id.slice(3));
  return ['Azul', 'Cinza', 'Verde'].map((color, index) => ({
    id: 188_000_000_000 + (number % 100_000_000) * 10 + index,
    color,
    userProductId: `${listing.userProductId}0${index + 1}`,
  }));
}

/** Whether it is open for sale at any instant from `start` to `end`, the latter not included; changes by hand since count not. */
export function isSoldWithin(listing: Listing, start: number, end: number): boolean {
  if (listing.createdAt >= end) return false;
  const turns = [start, ...listing.statusChanges.map((change) => change.at).filter((at) => at > start && at < end)];
  return turns.some((at) => statusAt(listing, at, start) === 'active');
}
