import { Temporal } from 'temporal-polyfill';

/** `YYYY-MM-DD` on the calendar of a zone. */
export type Day = string;

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Where the seller of every world lives. */
export const HOME_ZONE = 'America/Sao_Paulo';

const starts = new Map<string, number>();

/** The first instant of a day. Remembered, because a world asks for the same few hundred days a million times. */
export function startOf(day: Day, zone: string = HOME_ZONE): number {
  const key = `${day} ${zone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  const start = Temporal.PlainDate.from(day).toZonedDateTime(zone).startOfDay().epochMilliseconds;
  starts.set(key, start);
  return start;
}

/** The local day of an instant: the UTC day, or a neighbour of it. */
export function dayOf(instant_ms: number, zone: string = HOME_ZONE): Day {
  let number = Math.floor(instant_ms / DAY_MS);
  while (startOf(dayOfNumber(number), zone) > instant_ms) number -= 1;
  while (startOf(dayOfNumber(number + 1), zone) <= instant_ms) number += 1;
  return dayOfNumber(number);
}

export function plusDays(day: Day, days: number): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** Days since 1970; consecutive days are consecutive numbers. */
export function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

export function dayOfNumber(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

export function daysFrom(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let number = dayNumber(from); number <= dayNumber(to); number++) days.push(dayOfNumber(number));
  return days;
}
