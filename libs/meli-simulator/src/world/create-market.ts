import type { World, WorldShape } from './create-world.ts';
import { createWorld } from './create-world.ts';
import type { Mutation } from './mutation.ts';
import type { SellerShape } from './seller-shape.ts';

/** Every seller of a simulator; whose a thing is follows from its number. */
export interface Market {
  /** The first is meant where nobody is named. */
  worlds: readonly [World, ...World[]];
  /** @throws RangeError for a seller that is not there */
  worldOf(sellerId: string): World;
  ownerOfListing(id: string): World | null;
  ownerOfOrder(id: number): World | null;
  /** @throws Error when nobody has what it changes */
  apply(mutation: Mutation): void;
}

/** The sellers' worlds side by side, with what was done to them so far. */
export function createMarket(
  { sellers, ...shape }: Omit<WorldShape, 'seller'> & { sellers: readonly SellerShape[] },
  mutations: readonly Mutation[],
): Market {
  const [first, ...others] = sellers.map((seller) => createWorld({ ...shape, seller }));
  if (!first) throw new Error('a simulator needs at least one seller');
  const worlds = [first, ...others] as const;
  const bySeller = new Map(worlds.map((world) => [world.seller.id, world]));
  const ownerOfListing = (id: string) => worlds.find((world) => world.findListing(id)) ?? null;
  const ownerOfOrder = (id: number) => worlds.find((world) => world.findOrder(id)) ?? null;
  const apply = (mutation: Mutation) => {
    const owner = mutation.kind === 'event' ? ownerOfOrder(mutation.orderId) : ownerOfListing(mutation.listingId);
    if (!owner) throw new Error('nobody has the listing or order that is to be changed');
    owner.apply(mutation);
  };
  for (const mutation of mutations) apply(mutation);
  return {
    worlds,
    worldOf(sellerId) {
      const world = bySeller.get(sellerId);
      if (!world) throw new RangeError(`there is no seller ${sellerId}`);
      return world;
    },
    ownerOfListing,
    ownerOfOrder,
    apply,
  };
}
