import { type BusinessDay, businessDayOf } from '@pulso/domain';

/** The local day of an instant; null for none. */
export const dayOf = (instant: string | null, timeZone: string): BusinessDay | null =>
  instant === null ? null : businessDayOf(new Date(instant), timeZone);
