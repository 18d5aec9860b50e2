import type { Everything } from './read-everything.ts';
import { isActive, isOpen, shipmentsOf } from './read-everything.ts';

/** The fewest calls that could bring a whole seller: pages as full as Mercado Livre allows, and no call twice. */
export function lowerBound({ items, orders }: Everything, { days }: { days: number }): number {
  const active = items.filter(isActive);
  const parts = {
    me: 1,
    discovery: Math.ceil(items.length / 100) + 1,
    listings: Math.ceil(items.length / 20),
    orders: Math.ceil(orders.length / 50),
    freight: shipmentsOf(orders).length,
    visits: items.filter(isOpen).length * Math.ceil(days / 151),
    prices: active.length,
    clips: active.filter((item) => !item.catalog_listing).length,
    accountVisits: 1,
  };
  return Object.values(parts).reduce((total, part) => total + part, 0);
}
