import { DAY_MS } from '../world/days.ts';
import type { createDelivery } from './create-delivery.ts';
import { createPlan } from './create-plan.ts';
import type { Notice } from './notice.ts';
import type { NotifierGrip } from './notifier-grip.ts';

/** One round: all that happened since the last one is told, then kept. */
export function createRound(
  { market, now, state, persist, isOver }: NotifierGrip & { isOver: () => boolean },
  { enqueue, delivery }: { enqueue: (notice: Notice) => void; delivery: ReturnType<typeof createDelivery> },
) {
  const plan = createPlan(market);
  let toldUntil = 0;
  /** What changed while nobody was told stays untold; what waits meanwhile is tried again from now on. */
  const begin = () => {
    toldUntil = now();
    for (const notice of state.waiting) notice.dueAt = Math.max(notice.dueAt, toldUntil);
  };
  begin();
  const standing = () => JSON.stringify([delivery.counts(), state.waiting.length, state.lost.length]);
  const deliver = async () => {
    const before = standing();
    const to = now();
    // Day by day, so that a clock that jumps over months does not hold all they bring.
    while (!isOver() && toldUntil < to) {
      const end = Math.min(to, toldUntil + DAY_MS);
      for (const notice of plan(toldUntil, end)) enqueue(notice);
      toldUntil = end;
      await delivery.deliverUntil(end);
    }
    await delivery.deliverUntil(to);
    if (standing() !== before) await persist();
  };
  return { begin, deliver };
}
