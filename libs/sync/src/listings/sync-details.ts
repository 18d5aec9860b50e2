import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { isRefusedAlone } from '../refusal-of.ts';
import { noteRefusals } from '../refusals/note-refusals.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { watchFailures } from '../watch-failures.ts';
import { listOwedDetails } from './list-owed-details.ts';
import { storeDetails } from './store-details.ts';

/**
 * Asks for the sale price and the clip of the active listings that are owed them (list-owed-details.ts): two calls per listing, so that
 * orders are read before. What is refused, or fails, keeps what is known of it and is named.
 * @throws MeliError when something wider than one listing fails
 */
export async function syncDetails(context: SyncContext): Promise<MissingPart[]> {
  const { connectionId, client } = context;
  const missing: MissingPart[] = [];
  const refusedPrices: (MissingPart & { listingId: string })[] = [];
  const failures = watchFailures();
  let pricesRead = 0;
  const ask = async (part: { source: 'price' | 'clip'; listingId: string }, read: () => Promise<void>) => {
    try {
      await read();
      failures.answered();
    } catch (error) {
      const { reason } = failures.judge(error);
      const isRefusedPrice = part.source === 'price' && isRefusedAlone(error);
      (isRefusedPrice ? refusedPrices : missing).push({ connectionId, ...part, reason });
    }
  };
  const owed = await listOwedDetails(context);
  await eachLimited(owed, CALLS_IN_FLIGHT, async ({ listing_id: listingId, price_is_owed, performance_is_owed }) => {
    context.signal.throwIfAborted();
    if (price_is_owed) {
      await ask({ source: 'price', listingId }, async () => {
        const { amount } = await client.items.getSalePrice(listingId, context);
        await storeDetails(context, listingId, { price: amount });
        pricesRead += 1;
      });
    }
    if (performance_is_owed) {
      await ask({ source: 'clip', listingId }, async () => {
        const { hasClips } = await client.items.getPerformance(listingId, context);
        await storeDetails(context, listingId, { hasClips });
      });
    }
  });
  // Where every price is refused, it is the permission that is missing, and no listing is given up for it.
  missing.push(...(pricesRead === 0 ? refusedPrices : await noteRefusals(context, 'price', refusedPrices)));
  return missing;
}
