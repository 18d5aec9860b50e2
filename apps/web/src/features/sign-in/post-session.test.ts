import { expect, it } from 'vitest';
import { failureOf } from './post-session.ts';

it.each([
  [400, null, { cause: 'weak' }],
  [401, null, { cause: 'refused' }],
  [403, null, { cause: 'forbidden' }],
  [404, null, { cause: 'gone' }],
  [429, '90', { cause: 'wait', seconds: 90 }],
  [429, null, { cause: 'wait', seconds: 60 }],
  [503, '5', { cause: 'away' }],
  [500, null, { cause: 'away' }],
])('a way in that answers %i (come back: %s) is told as %o', (status, retryAfter, failure) => {
  expect(failureOf(status, retryAfter)).toEqual(failure);
});
