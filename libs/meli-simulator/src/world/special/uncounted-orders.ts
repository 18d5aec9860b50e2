import { DAY_MS, HOUR_MS } from '../days.ts';
import type { Maker } from './stage.ts';

/** Orders that count in no day: never paid, a test, another currency; and one that begins to count three days after it was made. */
export const uncountedOrders: Maker = (stage) => {
  const at = stage.start + 16 * HOUR_MS;
  const lines = [stage.line(42, { at })];
  return [
    stage.order(60, { at, lines, over: { events: [], payments: [] } }),
    stage.order(61, { at: at + 3 * DAY_MS, createdAt: at, lines, freight_cents: 1080 }),
    stage.order(62, { at, lines, freight_cents: 1190, over: { tags: ['test_order'] } }),
    stage.order(63, { at, lines, freight_cents: 1290, over: { currency: 'USD' } }),
  ];
};
