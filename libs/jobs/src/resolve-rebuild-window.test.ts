import { addDays, parseBusinessDay } from '@pulso/domain';
import { describe, expect, it } from 'vitest';
import { resolveRebuildWindow } from './resolve-rebuild-window.ts';

const today = parseBusinessDay('2026-11-20');
const day = (text: string | undefined) => (text ? parseBusinessDay(text) : undefined);
const resolve = (from: string | undefined, to: string | undefined) =>
  resolveRebuildWindow({ from: day(from), to: day(to) }, today);

describe('the days that a rebuild is about', () => {
  it.each([
    ['nothing is given: the last 30 up to today', undefined, undefined, '2026-10-22', '2026-11-20'],
    ['only the first is given: up to today', '2026-11-01', undefined, '2026-11-01', '2026-11-20'],
    ['only the last is given: the 30 that end there', undefined, '2026-03-01', '2026-01-31', '2026-03-01'],
    ['both are given', '2026-02-27', '2026-03-01', '2026-02-27', '2026-03-01'],
    ['both are one day', '2026-11-20', '2026-11-20', '2026-11-20', '2026-11-20'],
    ['they are 1,096, a leap day among them', '2023-11-21', undefined, '2023-11-21', '2026-11-20'],
  ])('when %s', (_, from, to, first, last) => {
    expect(resolve(from, to)).toEqual({ from: first, to: last });
  });

  it.each([
    ['end after today', undefined, '2026-11-21', 'to', /after today \(2026-11-20\)/],
    ['begin after today', '2026-11-21', undefined, 'from', /after 2026-11-20/],
    ['begin after their end', '2026-11-02', '2026-11-01', 'from', /after 2026-11-01/],
    ['are 1,097', '2023-11-20', undefined, 'from', /not before 2023-11-21/],
  ])('are refused when they %s, with the field at fault and what it may be', (_, from, to, path, message) => {
    expect(() => resolve(from, to)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        message: expect.stringMatching(message),
        faults: [{ path, message: expect.stringMatching(message) }],
      }),
    );
  });

  it('are judged by the last day first, so that one fault is told as one', () => {
    expect(() => resolve('2026-11-25', '2026-11-24')).toThrow(/^to:/);
  });

  it('may reach back as far as the longest window from any last day', () => {
    const to = addDays(today, -400);
    const from = addDays(to, -1095);
    expect(resolveRebuildWindow({ from, to }, today)).toEqual({ from, to });
    expect(() => resolveRebuildWindow({ from: addDays(from, -1), to }, today)).toThrow(/1096 days/);
  });
});
