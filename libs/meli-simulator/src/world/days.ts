import { Temporal } from 'temporal-polyfill';

/** `YYYY-MM-DD` on the calendar of a zone. */
export type Day = string;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Where the seller of every world lives. */
export const HOME_ZONE = 'America/Sao_Paulo';

// A world asks for the same few hundred days a million times.
const startsByZone = new Map<string, Map<Day, number>>();
const days = new Map<number, Day>();
const numbers = new Map<Day, number>();

/** The first instant of a day. */
export function startOf(day: Day, zone: string = HOME_ZONE): number {
  const starts = remember(startsByZone, zone, () => new Map<Day, number>());
  return remember(starts, day, () => Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
}

/** The local day of an instant: the UTC day, or a neighbour of it. */
export function dayOf(instant_ms: number, zone: string = HOME_ZONE): Day {
  let number = Math.floor(instant_ms / DAY_MS);
  while (startOf(dayOfNumber(number), zone) > instant_ms) number -= 1;
  while (startOf(dayOfNumber(number + 1), zone) <= instant_ms) number += 1;
  return dayOfNumber(number);
}

export function plusDays(day: Day, count: number): Day {
  return dayOfNumber(dayNumber(day) + count);
}

/** Days since 1970; consecutive days are consecutive numbers. */
export function dayNumber(day: Day): number {
  return remember(numbers, day, () => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS));
}

export function dayOfNumber(number: number): Day {
  return remember(days, number, () => new Date(number * DAY_MS).toISOString().slice(0, 10));
}

/** Every day from the first to the last, both included. */
export function daysFrom(from: Day, to: Day): Day[] {
  const count = Math.max(0, dayNumber(to) - dayNumber(from) + 1);
  return Array.from({ length: count }, (_, index) => plusDays(from, index));
}

/** 0 = Sunday. */
export function weekdayOf(day: Day): number {
  // The first of January 1970 was a Thursday.
  return (((dayNumber(day) + 4) % 7) + 7) % 7;
}

const KEPT_MAX = 100_000;

function remember<Key, Value>(kept: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = kept.get(key);
  if (known !== undefined) return known;
  // What callers send may name any day; a map that only grows would not do.
  if (kept.size >= KEPT_MAX) kept.clear();
  const made = make();
  kept.set(key, made);
  return made;
}
