import { addDays, type BusinessDay, startOfBusinessDay } from '@pulso/domain';
import { readOrderCoverage, type Stretch } from '../coverage/read-coverage.ts';
import type { SyncContext } from '../sync-context.ts';

/** Mercado Livre honours only the hour of a filter, and changes may surface late (API document 6.1). */
const OVERLAP_MS = 2 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
/** A wide window pages badly, and its total is another number than the sum of its days (API document 6.1). */
const PIECE_MS = 24 * HOUR_MS;

interface Reading {
  /** Changes that are not known yet. */
  since: Stretch;
  /** Sales before this day are outside what the run owes. */
  firstDay: BusinessDay;
  /** Stores every order that changed in a stretch; answers with the days of their sales. */
  walkChanges(stretch: Stretch): Promise<Set<BusinessDay>>;
  /** Reads every sale of a stretch of an older day. */
  readDay(stretch: Stretch): Promise<void>;
  /** Notes what is known from now on: changes up to the end of a stretch, and the sales in it. */
  cover(stretch: Stretch): Promise<void>;
}

/**
 * Reads what changed, oldest first, in pieces of a day. Each piece moves the cursor, so that a run that ends in between is gone on with
 * and not begun anew; the sales of the whole stretch count as read only in the end, because an order that was sold in one piece
 * and changed again later is found in a later one.
 */
export async function readChanges(context: SyncContext, reading: Reading): Promise<void> {
  const { since, firstDay, walkChanges, readDay, cover } = reading;
  for (const piece of cutIntoPieces(since)) {
    const soldOn = await walkChanges(piece);
    // Before the changes count as known: a run that ends in between must find these days again.
    const before = [...soldOn].filter((day) => day < firstDay);
    for (const stretch of await listUnread(context, before)) await readDay(stretch);
    if (piece.to < since.to) await cover({ from: piece.to, to: piece.to });
  }
  await cover(since);
}

/** Pieces of a day that begin at whole hours, the overlap before them in the first. */
function cutIntoPieces({ from, to }: Stretch): Stretch[] {
  const pieces: Stretch[] = [];
  let start = Math.floor((from.getTime() - OVERLAP_MS) / HOUR_MS) * HOUR_MS;
  while (start < to.getTime()) {
    const end = Math.min(start + PIECE_MS, to.getTime());
    pieces.push({ from: new Date(start), to: new Date(end) });
    start = end;
  }
  return pieces;
}

/** What was never read of the given days, newest first. */
async function listUnread(
  { db, tenantId, connectionId, timeZone }: SyncContext,
  days: readonly BusinessDay[],
): Promise<Stretch[]> {
  const unread: Stretch[] = [];
  for (const day of [...days].sort().reverse()) {
    const wanted = { from: startOfBusinessDay(day, timeZone), to: startOfBusinessDay(addDays(day, 1), timeZone) };
    unread.push(...(await readOrderCoverage(db, tenantId, { connectionId, wanted })).gaps);
  }
  return unread;
}
