/** What of an order decides how it is counted. */
export interface Counting {
  /** No reason leaves it out (contract 4). */
  isCounted: boolean;
  isCancelled: boolean;
  /** The instant of the sale, in ms; null = not confirmed. */
  closed_ms: number | null;
  packId: string | null;
  /** Of its lines, each once. */
  listingIds: readonly string[];
}

/** An order that changed. @property before null = it is new */
export interface CountingChange {
  orderId: string;
  before: Counting | null;
  now: Counting;
}

/**
 * The changed orders on whose days an account's counts of orders, purchases and cancelled orders do not move by as much as those of its
 * listings: an order of several listings, which counts once, or of a pack, which may or may not be the first of its purchase, came, went or
 * changed. With them the packs that they are in or were in: their other orders may open the purchase now.
 */
export function findCountedAnew(changes: readonly CountingChange[]): { orderIds: Set<string>; packIds: Set<string> } {
  const unfollowed = changes.filter(({ before, now }) => !countsFollow(before, now));
  return {
    orderIds: new Set(unfollowed.map(({ orderId }) => orderId)),
    packIds: new Set(
      unfollowed.flatMap(({ before, now }) => [before?.packId ?? null, now.packId]).filter((id) => id !== null),
    ),
  };
}

function countsFollow(before: Counting | null, now: Counting): boolean {
  if (!before?.isCounted && !now.isCounted) return true;
  const hasSeveral = now.listingIds.length > 1 || (before?.listingIds.length ?? 0) > 1;
  const isInPack = now.packId !== null || (before?.packId ?? null) !== null;
  if (before === null || !isSamePlace(before, now)) return !hasSeveral && !isInPack;
  return before.isCancelled === now.isCancelled || !hasSeveral;
}

/** It counts as before, at the same instant, in the same purchase, for the same listings. */
function isSamePlace(before: Counting, now: Counting): boolean {
  return (
    before.isCounted === now.isCounted &&
    before.closed_ms === now.closed_ms &&
    before.packId === now.packId &&
    before.listingIds.length === now.listingIds.length &&
    before.listingIds.every((id) => now.listingIds.includes(id))
  );
}
