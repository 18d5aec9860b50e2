import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSweep, SWEEP_AGES_HOURS, type Sweep } from './plan-sweep.ts';

const HOUR_MS = 3_600_000;
const timeZone = 'America/Sao_Paulo';
const begin = Date.parse('2026-06-01T12:00:00Z');

/** What a life of runs reads of each age, and how far it has swept. */
function live(instants: readonly number[]) {
  let known: Sweep[] = [];
  const reads: { at: number; age_hours: number; from: number; to: number }[] = [];
  for (const [index, at] of instants.entries()) {
    const before = instants[index - 1];
    const readThrough = before === undefined ? null : new Date(before);
    const due = planSweep(known, { readThrough, now: new Date(at), timeZone });
    for (const { age_hours, sweptThrough, stretch } of due) {
      known = [...known.filter((one) => one.age_hours !== age_hours), { age_hours, sweptThrough }];
      if (stretch) reads.push({ at, age_hours, from: stretch.from.getTime(), to: stretch.to.getTime() });
    }
  }
  return { reads, known };
}

describe('the plan of the slow sweep', () => {
  it('reads a day of orders per age on the first run of a local day, and nothing on the others', () => {
    const hourly = Array.from({ length: 72 }, (_, hour) => begin + hour * HOUR_MS);
    const { reads } = live(hourly);
    // Three midnights were passed, at which each age moved on by the time since the run before.
    expect(reads).toHaveLength(3 * SWEEP_AGES_HOURS.length);
    expect(new Set(reads.map((read) => read.at)).size).toBe(3);
  });

  it('begins with what will reach an age, since what is older was read just before', () => {
    expect(planSweep([], { readThrough: null, now: new Date(begin), timeZone }).map((due) => due.stretch)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  it('reads every order again at or after each age, whatever days nobody was there, and none twice in one run', () => {
    const anyLife = fc
      .array(fc.integer({ min: 1, max: 30 * 24 }), { minLength: 1, maxLength: 12 })
      .map((gaps) => gaps.reduce<number[]>((life, gap) => [...life, (life.at(-1) ?? begin) + gap * HOUR_MS], [begin]));
    fc.assert(
      fc.property(anyLife, fc.nat(1000), (life, share) => {
        const { reads, known } = live(life);
        const last = life.at(-1) ?? begin;
        for (const { age_hours, sweptThrough } of known) {
          // Any sale that was young at the beginning and is behind the sweep now was read at that age or later.
          const from = begin - age_hours * HOUR_MS;
          const sale = from + (share / 1000) * (sweptThrough.getTime() - from - 1);
          const isSwept = reads.some(
            (read) => read.from <= sale && sale < read.to && read.at - sale >= age_hours * HOUR_MS,
          );
          // Sold between two runs and old enough at the second: that one read it for the first time.
          const first = life.find((at) => at > sale) ?? begin;
          const wasRead = isSwept || (sale >= begin && first - sale >= age_hours * HOUR_MS);
          const isBehind = sale >= from && sweptThrough.getTime() > from;
          expect(wasRead || !isBehind).toBe(true);
          expect(last - sweptThrough.getTime()).toBeLessThan((age_hours + 24) * HOUR_MS);
        }
        for (const at of new Set(reads.map((read) => read.at))) {
          const inOneRun = reads.filter((read) => read.at === at).sort((one, other) => one.from - other.from);
          for (const [index, read] of inOneRun.entries()) {
            expect(read.from).toBeGreaterThanOrEqual(inOneRun[index - 1]?.to ?? Number.NEGATIVE_INFINITY);
          }
        }
      }),
    );
  });
});
