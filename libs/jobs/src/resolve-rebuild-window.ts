import {
  AppError,
  addDays,
  type BusinessDay,
  type BusinessWindow,
  businessDayOf,
  type InputFault,
  lastDays,
  lengthInDays,
} from '@pulso/domain';

interface AskedWindow {
  from?: BusinessDay | undefined;
  to?: BusinessDay | undefined;
}

const DEFAULT_DAYS = 30;
/** Where a day ends last and where the next one begins first. */
const LAST_ZONE = 'Etc/GMT+12';
const FIRST_ZONE = 'Pacific/Kiritimati';
/** Contract 3. */
export const REBUILD_DAYS_MAX = 1096;

/**
 * The days that a rebuild is about (contract 3): nothing given = the last 30 days up to today; only `from` = up to
 * today; only `to` = the 30 days that end there.
 * @throws AppError `invalid_input` unless from ≤ to ≤ today and the window has at most 1,096 days
 */
export function resolveRebuildWindow(given: AskedWindow, today: BusinessDay): BusinessWindow {
  const window = fillIn(given, today);
  const fault = findFault(window, today);
  if (fault) throw new AppError('invalid_input', `${fault.path}: ${fault.message}`, { faults: [fault] });
  return window;
}

function fillIn({ from, to: last }: AskedWindow, today: BusinessDay): BusinessWindow {
  const to = last ?? today;
  return from ? { from, to } : lastDays(to, DEFAULT_DAYS);
}

/**
 * What is wrong with the asked days wherever a tenant lives; so that it is told before a tenant is looked for (contract 3: 400, then 404).
 * @returns null when some zone could have them
 */
export function findWindowFault(given: AskedWindow, now: Date): InputFault | null {
  const faults = [LAST_ZONE, FIRST_ZONE].map((zone) => {
    const today = businessDayOf(now, zone);
    return findFault(fillIn(given, today), today);
  });
  return faults.every((fault) => fault !== null) ? (faults.at(-1) ?? null) : null;
}

function findFault(window: BusinessWindow, today: BusinessDay): InputFault | null {
  if (window.to > today) return { path: 'to', message: `must not lie after today (${today})` };
  if (window.from > window.to) return { path: 'from', message: `must not lie after ${window.to}` };
  if (lengthInDays(window) > REBUILD_DAYS_MAX) {
    return {
      path: 'from',
      message: `at most ${REBUILD_DAYS_MAX} days: not before ${addDays(window.to, 1 - REBUILD_DAYS_MAX)}`,
    };
  }
  return null;
}
