import { addDays, type BusinessDay, type BusinessWindow, businessDayOf, type Clock } from '@pulso/domain';
import { listUnreadStretches, type SyncContext } from '@pulso/sync';

/** So many days of history are read before anybody looks at the time. */
const PART_DAYS = 30;
/** After so long a run ends, however much history is left, so that what sells today is read again within the hour. */
const LONGEST_MS = 15 * 60_000;

/**
 * The history of a seller that was never read, a part of 30 days at a time, newest first, as long as the run has time for it; the next
 * run goes on. Each part reaches from its first day to today, of which only that part is unread.
 * @param options.historyFrom the first day of the history that is wanted; null = none beyond what each run asks for
 */
export async function* listOwedHistory(
  context: SyncContext,
  { historyFrom, clock }: { historyFrom: BusinessDay | null; clock: Clock },
): AsyncGenerator<BusinessWindow> {
  if (historyFrom === null) return;
  const { now, timeZone } = context;
  const today = businessDayOf(now, timeZone);
  let readFrom: BusinessDay | null = null;
  while (clock.now().getTime() - now.getTime() < LONGEST_MS) {
    const newest = (await listUnreadStretches(context, { from: historyFrom, to: today })).at(-1);
    if (!newest) return;
    const lastUnread = businessDayOf(new Date(newest.to.getTime() - 1), timeZone);
    const from = addDays(lastUnread, 1 - PART_DAYS);
    // A part that brought nothing nearer must not be given for ever.
    if (readFrom !== null && lastUnread >= readFrom) return;
    readFrom = from > historyFrom ? from : historyFrom;
    yield { from: readFrom, to: today };
  }
}
