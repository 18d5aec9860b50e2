import { addDays, type BusinessDay, type BusinessWindow } from '@pulso/domain';
import { MeliRequestError, type VisitDay } from '@pulso/meli-client';

/** One answer covers at most so many days before its last one (API document 5). */
const REACH_DAYS = 150;

/** The oldest day whose visits Mercado Livre surely tells. */
export function oldestSureDay(today: BusinessDay): BusinessDay {
  return addDays(today, -REACH_DAYS);
}

/** Parts of one answer each, newest first; days that are surely told and older ones are never in one part. */
export function cutByReach({ from, to }: BusinessWindow, today: BusinessDay): BusinessWindow[] {
  const sure = oldestSureDay(today);
  const parts: BusinessWindow[] = [];
  let end = to;
  while (end >= from) {
    const reach = addDays(end, -REACH_DAYS);
    const bound = end >= sure && sure > reach ? sure : reach;
    const start = bound > from ? bound : from;
    parts.push({ from: start, to: end });
    end = addDays(start, -1);
  }
  return parts;
}

/**
 * The known days of a window, oldest first. A good answer is taken at its word, a day without a row is 0 (API document 5, Q24). Whether
 * days beyond the reach are still told is not documented: an answer that refuses them leaves them unknown.
 *
 * @param read one window's days, those without a row as 0
 * @throws what `read` throws, but for a refusal (400) of days beyond the reach
 */
export async function readVisitDays(
  read: (window: BusinessWindow) => Promise<VisitDay[]>,
  window: BusinessWindow,
  today: BusinessDay,
): Promise<VisitDay[]> {
  const sure = oldestSureDay(today);
  const days: VisitDay[] = [];
  for (const part of cutByReach(window, today)) {
    try {
      days.unshift(...(await read(part)));
    } catch (error) {
      // One day is asked for together with the day before it, so the oldest sure day alone may be refused too.
      const isBeyondReach = part.to <= sure && error instanceof MeliRequestError && error.status === 400;
      if (!isBeyondReach) throw error;
    }
  }
  return days;
}
