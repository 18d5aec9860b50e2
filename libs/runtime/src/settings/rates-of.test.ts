import { expect, test } from 'vitest';
import { ratesOf } from './rates-of.ts';

test.each([
  ['the defaults of the real marketplace', null, null, 'mercadolivre', 10, 4],
  ['the defaults of the simulator', null, null, 'simulator', 500, 500],
  ['0.4 for visits when only the whole is set', 20, null, 'mercadolivre', 20, 8],
  ['0.4 for visits when only the whole is set, also against the simulator', 50, null, 'simulator', 50, 20],
  ['both as they are set', 20, 15, 'mercadolivre', 20, 15],
  ['the default whole when only visits are set', null, 2, 'mercadolivre', 10, 2],
  ['never more for visits than the whole', null, 40, 'mercadolivre', 10, 10],
] as const)('the budget is %s', (_, requests, visits, source, requestsPerSecond, visitsPerSecond) => {
  const settings = { requestsPerSecond: requests, visitsPerSecond: visits };
  expect(ratesOf(settings, source)).toEqual({ requestsPerSecond, visitsPerSecond });
});
