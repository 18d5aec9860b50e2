import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { oweDetails } from '../listings/owe-details.ts';
import { storeDetails } from '../listings/store-details.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { watchFailures } from '../watch-failures.ts';

export interface TakenPrices {
  missing: MissingPart[];
  /** Listings of whose price Mercado Livre said neither yes nor no; the next sync asks again. */
  unanswered: string[];
}

/**
 * Reads the sale prices of the given listings; one that is refused, or whose reading fails, is named and keeps what is known.
 * @throws MeliError when something wider than one listing fails
 */
export async function takePrices(context: SyncContext, listingIds: readonly string[]): Promise<TakenPrices> {
  const missing: MissingPart[] = [];
  const unanswered: string[] = [];
  const failures = watchFailures({ areIdsForeign: true });
  await eachLimited(listingIds, CALLS_IN_FLIGHT, async (listingId) => {
    context.signal.throwIfAborted();
    try {
      const { amount } = await context.client.items.getSalePrice(listingId, context);
      failures.answered();
      await storeDetails(context, listingId, { price: amount });
    } catch (error) {
      const { reason, isAnswered } = failures.judge(error);
      missing.push({ connectionId: context.connectionId, source: 'price', listingId, reason });
      if (!isAnswered) unanswered.push(listingId);
    }
  });
  await oweDetails(context, unanswered);
  return { missing, unanswered };
}
