import type { BusinessDay } from '@pulso/domain';
import type { StoredPage } from './store-order-page.ts';

/** What stored pages brought together; its size does not grow with the number of orders. */
export interface OrderTally {
  created: number;
  updated: number;
  touchedDays: Set<BusinessDay>;
}

export function createOrderTally(): OrderTally {
  return { created: 0, updated: 0, touchedDays: new Set() };
}

export function tally(into: OrderTally, { taken, touchedDays }: StoredPage): void {
  for (const order of taken) into[order.is_new ? 'created' : 'updated'] += 1;
  for (const day of touchedDays) into.touchedDays.add(day);
}
