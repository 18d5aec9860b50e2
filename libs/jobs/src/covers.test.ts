import { expect, it } from 'vitest';
import { covers } from './covers.ts';

it.each([
  [{ daysBack: 30 }, { daysBack: 30 }, true],
  [{ daysBack: 30 }, { daysBack: 31 }, false],
  [{ daysBack: 30 }, { daysBack: 30, visits: 'due' }, true],
  [{ daysBack: 30, visits: 'due' }, { daysBack: 30 }, false],
  [{ daysBack: 30, visits: 'due' }, { daysBack: 7, visits: 'due' }, true],
])('a running sync of %j does what one of %j is asked for: %s', (wide, narrow, expected) => {
  expect(covers('sync-mercadolivre', wide, narrow)).toBe(expected);
});
