import { addDays, businessDayOf, startOfBusinessDay } from '@pulso/domain';
import type { Stretch } from '../coverage/read-coverage.ts';

/**
 * Cuts stretches at the tenant's midnights, newest piece first: small windows page reliably (API document 6.1),
 * and the newest days are the ones the seller looks at first.
 */
export function cutIntoDays(stretches: readonly Stretch[], timeZone: string): Stretch[] {
  const pieces = stretches.flatMap((stretch) => {
    const cut: Stretch[] = [];
    let from = stretch.from;
    while (from < stretch.to) {
      const midnight = startOfBusinessDay(addDays(businessDayOf(from, timeZone), 1), timeZone);
      const to = midnight < stretch.to ? midnight : stretch.to;
      cut.push({ from, to });
      from = to;
    }
    return cut;
  });
  return pieces.sort((one, other) => other.from.getTime() - one.from.getTime());
}
