const OFFSET_MS = -4 * 3_600_000;

/** Orders, payments and shipments: always −04:00, whatever the season (API document 0.2). */
export function orderTime(instant_ms: number): string {
  return `${new Date(instant_ms + OFFSET_MS).toISOString().slice(0, -1)}-04:00`;
}

/** Packs: the same without the colon. */
export function packTime(instant_ms: number): string {
  return orderTime(instant_ms).replace('-04:00', '-0400');
}

/** Listings: UTC. */
export function itemTime(instant_ms: number): string {
  return new Date(instant_ms).toISOString();
}

/** Prices and quality: UTC to the second. */
export function secondTime(instant_ms: number): string {
  return itemTime(instant_ms).replace(/\.\d+Z$/, 'Z');
}

/** Cents as the number that Mercado Livre writes. */
export function amount(cents: number): number {
  return cents / 100;
}
