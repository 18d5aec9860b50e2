import { extendCoverage } from '../coverage/extend-coverage.ts';
import { CALLS_IN_FLIGHT, eachLimited } from '../each-limited.ts';
import { refusalOf } from '../refusal-of.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { listOwedDetails } from './list-owed-details.ts';
import { mapListing } from './map-listing.ts';
import { storeDetails } from './store-details.ts';
import { listKnownOpenListings, storeListingPage } from './store-listing-page.ts';

export interface ListingsOutcome {
  itemsProcessed: number;
  itemsCreated: number;
  itemsUpdated: number;
  missing: MissingPart[];
}

/**
 * Reads every listing of the seller, paused and closed ones included, then the sale price and the clip of the active
 * ones that are owed it. A listing that is refused keeps what is known of it and is named as missing.
 *
 * @throws MeliError when discovery or a whole page of listings cannot be read
 */
export async function syncListings(context: SyncContext): Promise<ListingsOutcome> {
  const { db, tenantId, connectionId, sellerId, now, signal } = context;
  const outcome: ListingsOutcome = { itemsProcessed: 0, itemsCreated: 0, itemsUpdated: 0, missing: [] };
  const ids = new Set(await listKnownOpenListings(db, tenantId, connectionId));
  for await (const page of context.client.items.listIds(sellerId, context)) for (const id of page) ids.add(id);

  for await (const entries of context.client.items.getMany([...ids], context)) {
    signal.throwIfAborted();
    const rows = [];
    for (const entry of entries) {
      if (entry.kind === 'found' && (entry.item.seller_id ?? sellerId) === sellerId) rows.push(mapListing(entry.item));
      if (entry.kind === 'refused') {
        const reason = `${entry.status} ${entry.code ?? 'refused'}`;
        outcome.missing.push({ connectionId, source: 'listings', listingId: entry.id, reason });
      }
    }
    const { created, updated } = await storeListingPage(context, rows);
    outcome.itemsProcessed += rows.length;
    outcome.itemsCreated += created;
    outcome.itemsUpdated += updated;
    context.onProgress('listings', outcome.itemsProcessed, ids.size);
  }
  outcome.missing.push(...(await syncDetails(context)));
  await extendCoverage(db, tenantId, { connectionId, source: 'listings', stretch: { from: now, to: now }, now });
  return outcome;
}

async function syncDetails(context: SyncContext): Promise<MissingPart[]> {
  const missing: MissingPart[] = [];
  const owed = await listOwedDetails(context);
  const ask = async (listingId: string, source: 'price' | 'clip', read: () => Promise<void>) => {
    try {
      await read();
    } catch (error) {
      const reason = refusalOf(error);
      if (reason === null) throw error;
      missing.push({ connectionId: context.connectionId, source, listingId, reason });
    }
  };
  await eachLimited(owed, CALLS_IN_FLIGHT, async ({ listing_id, price_is_owed, performance_is_owed }) => {
    context.signal.throwIfAborted();
    if (price_is_owed) {
      await ask(listing_id, 'price', async () => {
        const { amount } = await context.client.items.getSalePrice(listing_id, context);
        await storeDetails(context, listing_id, { price: amount });
      });
    }
    if (performance_is_owed) {
      await ask(listing_id, 'clip', async () => {
        const { hasClips } = await context.client.items.getPerformance(listing_id, context);
        await storeDetails(context, listing_id, { hasClips });
      });
    }
  });
  return missing;
}
