import { closedAt, type Listing } from '../world/listing.ts';
import { basePriceAt_cents, lastUpdatedAt, stockAt } from '../world/listing-changes.ts';

const KEYS: Record<string, { name: string; keyOf: (listing: Listing, at: number) => number }> = {
  // Open listings stop in twenty years, so those that have stopped come first.
  stop_time: { name: 'stop time', keyOf: (one, at) => closedAt(one, at) ?? Number.MAX_SAFE_INTEGER },
  start_time: { name: 'start time', keyOf: (one) => one.createdAt },
  available_quantity: { name: 'available quantity', keyOf: (one, at) => stockAt(one, at) },
  price: { name: 'price', keyOf: (one, at) => basePriceAt_cents(one, at) },
  last_updated: { name: 'last updated', keyOf: (one, at) => lastUpdatedAt(one, at) },
};

const describe = (key: string, direction: 'asc' | 'desc') => ({
  id: `${key}_${direction}`,
  name: `Order by ${KEYS[key]?.name} ${direction}ending`,
});

/** Listings in one of the documented orders; an order that nobody knows is the default one (API document 3). */
export function sortListings(listings: readonly Listing[], wanted: string | undefined, at: number): Listing[] {
  const { key, direction } = readOrder(wanted);
  const sign = direction === 'asc' ? 1 : -1;
  const known = listings.map((listing) => ({ listing, value: KEYS[key]?.keyOf(listing, at) ?? 0 }));
  known.sort((one, other) => sign * (one.value - other.value) || (one.listing.id < other.listing.id ? -1 : 1));
  return known.map((one) => one.listing);
}

/** `orders` and `available_orders` of the answer; one of the latter's ids is an object. */
export function listingOrders(wanted: string | undefined) {
  const current = readOrder(wanted);
  const all = Object.keys(KEYS).flatMap((key) => [describe(key, 'asc'), describe(key, 'desc')]);
  const chosen = describe(current.key, current.direction);
  return {
    orders: [chosen],
    available_orders: [
      ...all.filter((one) => one.id !== chosen.id),
      {
        id: { id: 'inventory_id_asc', field: 'inventory_id', missing: '_last', order: 'asc' },
        name: 'Order by inventory id ascending',
      },
    ],
  };
}

function readOrder(wanted = 'stop_time_asc'): { key: string; direction: 'asc' | 'desc' } {
  const [, key = '', direction] = /^(\w+)_(asc|desc)$/.exec(wanted) ?? [];
  if (!Object.hasOwn(KEYS, key)) return { key: 'stop_time', direction: 'asc' };
  return { key, direction: direction === 'desc' ? 'desc' : 'asc' };
}
