import { DAY_MS } from '../days.ts';
import type { Maker } from './stage.ts';

/** Sales on both sides of both midnights: 22:59:59 −04:00 is the same day in São Paulo, 23:00:00 −04:00 the next one. */
export const midnightOrders: Maker = (stage) =>
  [0, 1000, DAY_MS - 1000, DAY_MS].map((offset_ms, index) => {
    const at = stage.start + offset_ms;
    return stage.order(index, { at, lines: [stage.line(30 + index, { at })], freight_cents: 1150 });
  });
