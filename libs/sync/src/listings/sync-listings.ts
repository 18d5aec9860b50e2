import { MeliRefusedError } from '@pulso/meli-client';
import { extendCoverage } from '../coverage/extend-coverage.ts';
import { noteSourceFailure } from '../coverage/note-source-failure.ts';
import { refusalOf } from '../refusal-of.ts';
import { listGivenUp } from '../refusals/list-given-up.ts';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { listKnownOpenListings, listListingsOfOrders } from './store-listing-page.ts';
import { takeListings } from './take-listings.ts';

export interface ListingsOutcome {
  itemsProcessed: number;
  itemsCreated: number;
  itemsUpdated: number;
  missing: MissingPart[];
  /** Listings that are no longer owed, because they were refused in runs of two different days. */
  inaccessible: string[];
}

/**
 * Reads every listing of the seller, paused and closed ones included; their prices and clips are read by `syncDetails`. A listing that
 * is refused keeps what is known of it and is named as missing. Where discovery itself is refused, the listings known from orders
 * are read, and the reading does not count as complete.
 *
 * @throws MeliError when a whole page of listings cannot be read
 */
export async function syncListings(context: SyncContext): Promise<ListingsOutcome> {
  const { db, tenantId, connectionId, now, timeZone } = context;
  const discovery = await discover(context);
  const outcome: ListingsOutcome = {
    ...(await takeListings(context, await listOwedListings(context, discovery.ids))),
    inaccessible: [],
  };
  outcome.inaccessible = (await listGivenUp(context, 'listings')).map((listing) => listing.listing_id);
  if (discovery.refusal !== null) {
    outcome.missing.push({ connectionId, source: 'listings', reason: `discovery: ${discovery.refusal}` });
    return outcome;
  }
  await extendCoverage(db, tenantId, {
    connectionId,
    source: 'listings',
    stretch: { from: now, to: now },
    now,
    timeZone,
  });
  return outcome;
}

/** Every listing that Mercado Livre names; where it refuses to, those that orders are of, and why. */
async function discover(context: SyncContext): Promise<{ ids: string[]; refusal: string | null }> {
  const ids: string[] = [];
  try {
    for await (const page of context.client.items.listIds(context.sellerId, context)) ids.push(...page);
    return { ids, refusal: null };
  } catch (error) {
    if (!(error instanceof MeliRefusedError)) throw error;
    await noteSourceFailure(context, { source: 'listings', window: null, error });
    return { ids: await listListingsOfOrders(context), refusal: refusalOf(error) };
  }
}

/** What discovery names and what we know to be open, but for listings given up whose weekly try is not due. */
async function listOwedListings(context: SyncContext, discovered: readonly string[]): Promise<string[]> {
  const { db, tenantId, connectionId } = context;
  const ids = new Set([...(await listKnownOpenListings(db, tenantId, connectionId)), ...discovered]);
  for (const { listing_id, is_due } of await listGivenUp(context, 'listings')) {
    if (is_due) ids.add(listing_id);
    else ids.delete(listing_id);
  }
  return [...ids];
}
