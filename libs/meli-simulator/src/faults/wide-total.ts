import { readBounds } from '../http/read-order-query.ts';
import { HOUR_MS } from '../world/days.ts';

/** From this length on a window is wide: a day, its edges and some slack are not. */
const WIDE_MS = 48 * HOUR_MS;

/**
 * A page of the orders search whose total is another number than its rows, as was seen where a window is wide (API document 6.1).
 * @param query of the search
 * @returns null when its window is not wide
 */
export function missTotal(body: unknown, { by, query }: { by: number; query: unknown }): { body: unknown } | null {
  const bounds = readBounds(query as Record<string, string | undefined>);
  const isWide = bounds.every(({ from, to }) => to - from > WIDE_MS);
  if (!isWide || !isPage(body)) return null;
  return { body: { ...body, paging: { ...body.paging, total: Math.max(0, body.paging.total + by) } } };
}

function isPage(body: unknown): body is { paging: { total: number } } {
  return typeof body === 'object' && body !== null && 'paging' in body;
}
