import { chance, whole } from '../world/random.ts';
import type { Notice, WaitingNotice } from './notice.ts';
import { makeWaiting } from './notice-body.ts';
import type { NotifierGrip } from './notifier-grip.ts';

/** Where notices come in: given their form, held back or doubled by the rules, unless the seller does not let the application in. */
export function createEntrance(
  { hasConsent, rules, shape }: Pick<NotifierGrip, 'hasConsent' | 'rules' | 'shape'>,
  queue: (notice: WaitingNotice) => void,
): (notice: Notice, byHand?: { fields: Record<string, unknown>; times: number }) => void {
  // Tells apart notices of one resource at one instant; the same world with the same changes counts alike.
  const seen = new Map<string, number>();
  return (notice, byHand) => {
    if (!byHand && !hasConsent(notice.sellerId)) return;
    const place = `${notice.sellerId} ${notice.topic} ${notice.resource} ${notice.at}`;
    const number = (seen.get(place) ?? 0) + 1;
    if (seen.size > 10_000) seen.clear();
    seen.set(place, number);
    const draw = (what: string) => chance(shape.seed, place, number, what);
    const isMixed = rules.dialects === 'mixed' && !byHand;
    const waiting = makeWaiting(notice, number, { ...shape, isMixed });
    waiting.fields = byHand?.fields ?? {};
    if (!byHand && draw('late') < rules.lateShare) waiting.dueAt += whole(1, 120, shape.seed, place, number) * 1000;
    queue(waiting);
    const copies = byHand ? byHand.times - 1 : draw('twice') < rules.duplicateShare ? 1 : 0;
    for (let copy = 0; copy < copies; copy++) queue({ ...waiting, isCopy: true });
  };
}
