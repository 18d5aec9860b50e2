import { expect, test } from 'vitest';
import { mayGoOn } from './may-go-on.ts';

const completedAt = '2026-11-20T12:00:00.000Z';
const at = { now: new Date('2026-11-20T12:00:29.000Z'), lease_ms: 30_000 };
const failed = { status: 'FAILED', errorCode: 'meli_unavailable', attempt: 1, completedAt, metadata: {} } as const;

test('a failure that may pass is gone on with for as long as a lease', () => {
  expect(mayGoOn(failed, at)).toBe(true);
  expect(mayGoOn({ ...failed, status: 'ABANDONED', errorCode: null, attempt: 2 }, at)).toBe(true);
  expect(mayGoOn(failed, { ...at, now: new Date('2026-11-20T12:00:30.000Z') })).toBe(false);
});

test.each([
  ['works still', { completedAt: null, status: 'RUNNING' }],
  ['went well', { status: 'SUCCESS', errorCode: null }],
  ['failed of what does not pass', { errorCode: 'meli_configuration' }],
  ['was the last attempt', { attempt: 3 }],
  ['is gone on with already', { metadata: { continuedBy: 'the next' } }],
] as const)('nothing more is to come of a run that %s', (_, of) => {
  expect(mayGoOn({ ...failed, ...of }, at)).toBe(false);
});
