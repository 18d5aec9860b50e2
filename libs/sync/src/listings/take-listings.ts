import { noteStatus } from '../note-status.ts';
import { noteRefusals } from '../refusals/note-refusals.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { withoutParts } from '../without-parts.ts';
import { mapListing, storedPartsOf } from './map-listing.ts';
import { storeListingPage } from './store-listing-page.ts';

export interface TakenListings {
  itemsProcessed: number;
  itemsCreated: number;
  itemsUpdated: number;
  missing: MissingPart[];
}

/**
 * Reads the given listings, a page at a time, and stores what is ours. One that is refused, or told in part, keeps what is known of it
 * and is named.
 * @throws MeliError when a whole page cannot be read; what was stored before stays
 */
export async function takeListings(context: SyncContext, ids: readonly string[]): Promise<TakenListings> {
  const { connectionId, sellerId, signal } = context;
  const outcome: TakenListings = { itemsProcessed: 0, itemsCreated: 0, itemsUpdated: 0, missing: [] };
  for await (const entries of context.client.items.getMany(ids, context)) {
    signal.throwIfAborted();
    const rows = [];
    const refused = [];
    for (const entry of entries) {
      const name = (reason: string) => ({ connectionId, source: 'listings' as const, listingId: entry.id, reason });
      // What is told in part, or in no form that is known, is no refusal, and no listing is given up for it.
      if (entry.kind === 'found') {
        if ((entry.item.seller_id ?? sellerId) !== sellerId) continue;
        rows.push(mapListing(entry.item, entry.missing));
        const gaps = storedPartsOf(entry.missing);
        if (gaps.length > 0) outcome.missing.push(name(withoutParts(gaps)));
      } else if (entry.kind === 'unreadable') outcome.missing.push(name('unknown form'));
      else
        refused.push(name(entry.kind === 'refused' ? `${entry.status} ${entry.code ?? 'refused'}` : '404 not_found'));
    }
    for (const { status } of rows) noteStatus(context, 'item.status', status);
    const { created, updated } = await storeListingPage(context, rows);
    outcome.missing.push(...(await noteRefusals(context, 'listings', refused)));
    outcome.itemsProcessed += rows.length;
    outcome.itemsCreated += created;
    outcome.itemsUpdated += updated;
    context.onProgress('listings', outcome.itemsProcessed, ids.length);
  }
  return outcome;
}
