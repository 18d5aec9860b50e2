import type { JobStatus } from '@pulso/job-log';
import { expect, test } from 'vitest';
import { exitCodeOf } from './exit-code-of.ts';
import { summarize } from './summarize.ts';
import type { Outcome } from './to-outcome.ts';

const good = (status: JobStatus): Outcome => ({ tenantId: status, success: true, status });
const failed = (errorCode: string): Outcome => ({ tenantId: errorCode, success: false, status: 'FAILED', errorCode });
const needsSeller = failed('reauthorisation_required');

test.each<[string, Outcome[], number, JobStatus]>([
  ['nobody ran', [], 0, 'SKIPPED'],
  ['all ended well', [good('SUCCESS'), good('PARTIAL'), good('SKIPPED')], 0, 'PARTIAL'],
  ['somebody had nothing to do', [good('SUCCESS'), good('SKIPPED')], 0, 'SUCCESS'],
  ['one failed', [good('SUCCESS'), failed('meli_unavailable')], 1, 'FAILED'],
  ['all that ran need their seller', [needsSeller, good('SKIPPED'), needsSeller], 3, 'FAILED'],
  ['one needs its seller, another ended well', [needsSeller, good('SUCCESS')], 1, 'FAILED'],
  ['one needs its seller, another failed', [needsSeller, failed('internal')], 1, 'FAILED'],
  ['a process died', [{ tenantId: 'a', success: false, status: 'ABANDONED', errorCode: 'interrupted' }], 1, 'FAILED'],
])('exit code and summary when %s', (_, outcomes, exitCode, status) => {
  expect(exitCodeOf(outcomes)).toBe(exitCode);
  expect(summarize(outcomes, true)).toMatchObject({ status, success: exitCode === 0 });
});

test('a command that was stopped before everybody had their turn has not succeeded', () => {
  expect(summarize([good('SUCCESS')], false)).toEqual({
    success: false,
    status: 'FAILED',
    runs: [{ tenantId: 'SUCCESS', status: 'SUCCESS' }],
  });
});
