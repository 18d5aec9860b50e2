import type { DayWindow, ListingHistory } from '../../api/trpc.ts';
import { dayIn } from '../../format/day-in.ts';

/** Something of a listing that became another, on the day, or at the instant, at which that was first seen. */
export type ListingChange =
  | { kind: 'price'; date: string; before: number; after: number }
  | { kind: 'clip'; date: string; after: boolean }
  | { kind: 'soldOut' | 'restocked'; date: string; after: number }
  | { kind: 'status'; date: string; seenAt: string; before: string | null; after: string };

type Seen = Pick<ListingHistory['days'][number], 'price_cents' | 'hasClips' | 'stock'>;

/**
 * What changed of a listing within a window, newest first. What was not seen on a day is neither the same nor another: of price, stock and
 * clip the first day on which they are known is only what the others are held against.
 * @param within.timeZone in which the days are cut
 */
export function changesOf(
  { days, statuses }: Pick<ListingHistory, 'days' | 'statuses'>,
  { window: { from }, timeZone }: { window: DayWindow; timeZone: string },
): ListingChange[] {
  const changes: ListingChange[] = [];
  const seen: Seen = { price_cents: null, hasClips: null, stock: null };
  for (const { date, price_cents, hasClips, stock } of days) {
    if (seen.price_cents !== null && price_cents !== null && price_cents !== seen.price_cents) {
      changes.push({ kind: 'price', date, before: seen.price_cents, after: price_cents });
    }
    if (seen.hasClips !== null && hasClips !== null && hasClips !== seen.hasClips) {
      changes.push({ kind: 'clip', date, after: hasClips });
    }
    if (seen.stock !== null && stock !== null && (stock === 0) !== (seen.stock === 0)) {
      changes.push({ kind: stock === 0 ? 'soldOut' : 'restocked', date, after: stock });
    }
    seen.price_cents = price_cents ?? seen.price_cents;
    seen.hasClips = hasClips ?? seen.hasClips;
    seen.stock = stock ?? seen.stock;
  }
  for (const [index, { seenAt, status }] of statuses.entries()) {
    const before = statuses[index - 1]?.status ?? null;
    // Its first state is no change, and a new reason for the same state is none that a seller looks for.
    const date = dayIn(timeZone, seenAt);
    if (before !== null && before !== status && date >= from) {
      changes.push({ kind: 'status', date, seenAt, before, after: status });
    }
  }
  return changes.sort((one, other) => whenOf(other).localeCompare(whenOf(one)));
}

function whenOf(change: ListingChange): string {
  return change.kind === 'status' ? `${change.date} ${change.seenAt}` : change.date;
}
