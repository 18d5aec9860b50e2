import { addDays, type BusinessDay, type BusinessWindow, daysIn, startOfBusinessDay } from '@pulso/domain';
import type { SlotRun } from '@pulso/job-log';
import type { OwedStretch } from '../schedule/owed-stretches.ts';

/**
 * `before` nothing was connected yet · `free` nothing was due and nothing ran · `ahead` it is still to come, or under way ·
 * `good` everything that was due ended well · `partly` some of it did · `failed` runs took place, and none ended well ·
 * `none` something was due and nothing ran, made up for later or not · `paused` nothing ran because the schedule was paused.
 */
export const slotDayStates = ['before', 'free', 'ahead', 'good', 'partly', 'failed', 'none', 'paused'] as const;
export type SlotDayState = (typeof slotDayStates)[number];

/** One day of a job's schedule, and what became of it. */
export interface SlotDay {
  day: BusinessDay;
  state: SlotDayState;
  /** Slots whose time has come: the sum of the six that follow. */
  due: number;
  good: number;
  /** Ran, and did not bring all that it owed. */
  partial: number;
  /** Nothing ran at its time; a later run did the work. */
  madeUp: number;
  failed: number;
  missed: number;
  paused: number;
  /** Runs that no slot asked for, by how they ended. */
  othersGood: number;
  othersFailed: number;
}

export interface SlotDaysQuestion {
  window: BusinessWindow;
  timeZone: string;
  /** The slots of the schedule within the window, those to come among them, oldest first. */
  slots: readonly Date[];
  runs: readonly SlotRun[];
  /** When slots are and were owed; none = nothing was ever connected. */
  owed: readonly OwedStretch[];
  pausedAt: Date | null;
  now: Date;
}

/** A slot has so long to begin: copies of the scheduler spread their tenants. */
const GRACE_MS = 20 * 60_000;

type Ending = 'good' | 'partial' | 'failed' | 'living';

const endings = {
  SUCCESS: 'good',
  SKIPPED: 'good',
  PARTIAL: 'partial',
  FAILED: 'failed',
  ABANDONED: 'failed',
  QUEUED: 'living',
  RUNNING: 'living',
} as const satisfies Record<SlotRun['status'], Ending>;

/** What became of every day of the window: a slot that nobody had is told like one that failed. */
export function tellSlotDays({ window, timeZone, slots, runs, ...given }: SlotDaysQuestion): SlotDay[] {
  const days = daysIn(window);
  const starts = days.map((day) => startOfBusinessDay(day, timeZone).getTime());
  starts.push(startOfBusinessDay(addDays(window.to, 1), timeZone).getTime());
  const slotsOf = cutAt(starts, slots, (slot) => slot.getTime());
  const runsOf = cutAt(starts, runs, (run) => run.at.getTime());
  return days.map((day, index) => {
    const until_ms = starts[index + 1] ?? 0;
    return tellDay({ day, until_ms }, { slots: slotsOf[index] ?? [], runs: runsOf[index] ?? [], ...given });
  });
}

function tellDay(
  { day, until_ms }: { day: BusinessDay; until_ms: number },
  { slots, runs, owed: stretches, pausedAt, now }: Omit<SlotDaysQuestion, 'window' | 'timeZone'>,
): SlotDay {
  const told = { good: 0, partial: 0, madeUp: 0, failed: 0, missed: 0, paused: 0, othersGood: 0, othersFailed: 0 };
  const isOwed = (slot: Date) => stretches.some(({ from, until }) => slot >= from && (until === null || slot < until));
  const owed = new Set(slots.filter(isOwed).map((slot) => slot.getTime()));
  const own = new Map(runs.filter(({ kind }) => kind === 'slot').map((run) => [run.at.getTime(), run]));
  const madeUp = new Map(runs.filter(({ kind }) => kind === 'made_up').map((run) => [run.at.getTime(), run]));
  let ahead = 0;
  for (const slot_ms of owed) {
    const run = own.get(slot_ms) ?? madeUp.get(slot_ms);
    const ending = run && endings[run.status];
    if (ending === 'living') ahead += 1;
    else if (run?.kind === 'slot' && ending) told[ending] += 1;
    else if (ending === 'good' || ending === 'partial') told.madeUp += 1;
    else if (slot_ms + GRACE_MS > now.getTime()) ahead += 1;
    else if (pausedAt && slot_ms >= pausedAt.getTime()) told.paused += 1;
    else told.missed += 1;
  }
  // Whoever asks may name a slot that no schedule has.
  for (const { at, kind, status } of runs) {
    if (kind === 'made_up' || (kind === 'slot' && owed.has(at.getTime()))) continue;
    const ending = endings[status];
    if (ending === 'living') ahead += 1;
    else told[ending === 'failed' ? 'othersFailed' : 'othersGood'] += 1;
  }
  const { good, partial, failed, missed, paused } = told;
  const due = good + partial + told.madeUp + failed + missed + paused;
  const isBefore = stretches.every(({ from }) => until_ms <= from.getTime());
  return { day, state: stateOf({ ...told, due, isBefore, isAhead: ahead > 0 }), due, ...told };
}

function stateOf(told: Omit<SlotDay, 'day' | 'state'> & { isBefore: boolean; isAhead: boolean }): SlotDayState {
  const { due, good, partial, madeUp, failed, missed, paused, othersGood, othersFailed } = told;
  const endedWell = good + partial + othersGood;
  if (endedWell > 0) return partial + failed + missed + paused + othersFailed > 0 ? 'partly' : 'good';
  if (failed + othersFailed > 0) return 'failed';
  if (missed + madeUp > 0) return 'none';
  if (paused > 0) return 'paused';
  if (told.isAhead) return 'ahead';
  return told.isBefore && due === 0 ? 'before' : 'free';
}

/** Parts what is ordered by time at the beginnings of days; what lies outside them is dropped. */
function cutAt<One>(starts: readonly number[], all: readonly One[], instantOf: (one: One) => number): One[][] {
  const parts: One[][] = starts.slice(1).map(() => []);
  let index = 0;
  for (const one of all) {
    const at_ms = instantOf(one);
    while (index < parts.length && at_ms >= (starts[index + 1] ?? 0)) index += 1;
    if (at_ms >= (starts[0] ?? 0)) parts[index]?.push(one);
  }
  return parts;
}
