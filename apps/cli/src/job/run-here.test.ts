import { expect, test } from 'vitest';
import { exitCodeOf } from './run-here.ts';

test.each([
  ['SUCCESS', null, 0],
  ['PARTIAL', null, 0],
  ['SKIPPED', null, 0],
  ['FAILED', 'reauthorisation_required', 3],
  ['FAILED', 'meli_unavailable', 1],
  // Elsewhere these are errors of usage; of a run they are failures.
  ['FAILED', 'configuration', 1],
  ['FAILED', 'unknown_tenant', 1],
  ['ABANDONED', 'interrupted', 1],
] as const)('a run that ended %s with %s makes its command exit with %s', (status, errorCode, exitCode) => {
  expect(exitCodeOf({ status, errorCode })).toBe(exitCode);
});
