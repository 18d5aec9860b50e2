import { syncDetails } from '../listings/sync-details.ts';
import { type ListingsOutcome, syncListings } from '../listings/sync-listings.ts';
import type { SyncContext } from '../sync-context.ts';

/** Everything about listings, as a sync reads it: themselves, then their prices and clips. */
export async function readListings(context: SyncContext): Promise<ListingsOutcome> {
  const outcome = await syncListings(context);
  outcome.missing.push(...(await syncDetails(context)));
  return outcome;
}
