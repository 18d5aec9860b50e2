import { businessDayOf } from '@pulso/domain';
import type { Stretch } from '../coverage/read-coverage.ts';

const HOUR_MS = 3_600_000;

/** The ages, in hours since its sale, at which an order is read again: 72 hours, 5, 10, 20 and 40 days. */
export const SWEEP_AGES_HOURS = [72, 120, 240, 480, 960] as const;

export interface Sweep {
  age_hours: number;
  /** Orders sold before this instant were read again at this age. */
  sweptThrough: Date;
}

export interface DueSweep extends Sweep {
  /** What is left to read for it; null when this run reads it anyway: for the first time, or at a younger age. */
  stretch: Stretch | null;
}

/**
 * Which orders have reached an age since they were last read again at it: at most once per local day and age, so that the hourly run pays
 * nothing. After an absence the stretches of several ages overlap; each instant is read once, and what was sold since the last run
 * is read by this one anyway.
 *
 * @param known how far each age was swept; an age that is not among them begins now, since what is older was read just before
 * @param options.readThrough up to where orders were known before this run; null before the first
 * @returns the sweeps that are due, youngest age first, each with how far it reaches once it is done
 */
export function planSweep(
  known: readonly Sweep[],
  { readThrough, now, timeZone }: { readThrough: Date | null; now: Date; timeZone: string },
): DueSweep[] {
  const due: DueSweep[] = [];
  // Where what is left to read ends: at the last run, or where a younger age begins.
  let end = readThrough;
  for (const age_hours of SWEEP_AGES_HOURS) {
    const reaches = new Date(now.getTime() - age_hours * HOUR_MS);
    const before = known.find((sweep) => sweep.age_hours === age_hours)?.sweptThrough ?? null;
    if (before && isSameDay(before, reaches, timeZone)) continue;
    if (before && before >= reaches) continue;
    const to = end && end < reaches ? end : reaches;
    const stretch = before && before < to ? { from: before, to } : null;
    if (stretch) end = stretch.from;
    due.push({ age_hours, sweptThrough: reaches, stretch });
  }
  return due;
}

const isSameDay = (one: Date, other: Date, timeZone: string) =>
  businessDayOf(one, timeZone) === businessDayOf(other, timeZone);
