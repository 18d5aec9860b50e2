import {
  AppError,
  addDays,
  type BusinessDay,
  type BusinessWindow,
  type InputFault,
  lastDays,
  lengthInDays,
} from '@pulso/domain';

const DEFAULT_DAYS = 30;
/** Contract 3. */
export const REBUILD_DAYS_MAX = 1096;

/**
 * The days that a rebuild is about (contract 3): nothing given = the last 30 days up to today; only `from` = up to
 * today; only `to` = the 30 days that end there.
 * @throws AppError `invalid_input` unless from ≤ to ≤ today and the window has at most 1,096 days
 */
export function resolveRebuildWindow(
  given: { from?: BusinessDay | undefined; to?: BusinessDay | undefined },
  today: BusinessDay,
): BusinessWindow {
  const to = given.to ?? today;
  const window = given.from ? { from: given.from, to } : lastDays(to, DEFAULT_DAYS);
  const fault = findFault(window, today);
  if (fault) throw new AppError('invalid_input', `${fault.path}: ${fault.message}`, { faults: [fault] });
  return window;
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
