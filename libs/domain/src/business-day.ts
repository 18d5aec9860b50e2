import { Temporal } from 'temporal-polyfill';
import { AppError } from './app-error.ts';

/** A calendar day `YYYY-MM-DD`, always meant in some tenant's zone. Compares correctly as text. */
export type BusinessDay = string & { readonly __brand: 'BusinessDay' };

/** Days before this one are slips of the keyboard; the database does not even know a year 0. */
const EARLIEST = '1900-01-01';

/**
 * Reads a day written `YYYY-MM-DD`.
 * @throws AppError `invalid_input` for any other form and for days that no calendar has.
 */
export function parseBusinessDay(text: string): BusinessDay {
  const day = findBusinessDay(text);
  if (!day) throw new AppError('invalid_input', `"${text}" is not a date of the form YYYY-MM-DD`);
  return day;
}

/** As `parseBusinessDay`, but null for anything that is not a day. */
export function findBusinessDay(text: string): BusinessDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < EARLIEST) return null;
  const at_ms = Date.parse(text);
  // A 30th of February is read as a day of March: what comes back must be what was written.
  return !Number.isNaN(at_ms) && writeDay(at_ms) === text ? (text as BusinessDay) : null;
}

/** The calendar day on which `instant` falls in `timeZone` (an IANA name). */
export function businessDayOf(instant: Date, timeZone: string): BusinessDay {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString() as BusinessDay;
}

/** The first instant of `day` in `timeZone`; on a night of clock change the first that exists. */
export function startOfBusinessDay(day: BusinessDay, timeZone: string): Date {
  const start = Temporal.PlainDate.from(day).toZonedDateTime(timeZone).startOfDay();
  return new Date(start.epochMilliseconds);
}

/** `day` moved by whole calendar days; `days` may be negative. */
export function addDays(day: BusinessDay, days: number): BusinessDay {
  return writeDay(Date.parse(day) + days * DAY_MS);
}

/** The first of the days whose numbers are provisional: today and the two days before (contract 4). */
export function firstProvisionalDay(today: BusinessDay): BusinessDay {
  return addDays(today, -2);
}

/** Calendar days from `from` to `to`; 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** A day without a zone is counted in UTC, where each has 24 hours: so years of days cost next to nothing. */
const DAY_MS = 86_400_000;

function writeDay(at_ms: number): BusinessDay {
  return new Date(at_ms).toISOString().slice(0, 10) as BusinessDay;
}

/** True when this runtime knows `timeZone` by its IANA name. */
export function isTimeZone(timeZone: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone }).format(0);
    return /^[A-Za-z]+(?:[/_+-][A-Za-z0-9_+-]+)*$/.test(timeZone);
  } catch {
    return false;
  }
}
