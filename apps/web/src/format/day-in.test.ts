import { expect, it } from 'vitest';
import { dayIn } from './day-in.ts';

it.each([
  ['2026-11-21T02:59:59Z', 'America/Sao_Paulo', '2026-11-20'],
  ['2026-11-21T03:00:00Z', 'America/Sao_Paulo', '2026-11-21'],
  ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01'],
])('the instant %s is in %s of the day %s', (iso, timeZone, day) => {
  expect(dayIn(timeZone, iso)).toBe(day);
});
