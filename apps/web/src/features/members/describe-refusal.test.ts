import { expect, it } from 'vitest';
import type { ApiFailure } from '../../api/trpc.ts';
import { describeRefusal } from './describe-refusal.ts';

const refusedWith = (errorCode: string) => ({ data: { errorCode } }) as Pick<ApiFailure, 'data'>;

it.each([
  ['last_owner', 'people.lastOwner'],
  ['already_member', 'people.alreadyMember'],
  ['forbidden', 'failure.forbidden'],
  ['invalid_input', 'people.invalidEmail'],
  ['internal', 'people.failed'],
  ['toString', 'people.failed'],
])('a change to a member that is refused with %s is told by %s', (code, sentence) => {
  expect(describeRefusal(refusedWith(code))).toBe(sentence);
});

it('how somebody of another company comes in is told as theirs alone', () => {
  expect(describeRefusal(refusedWith('forbidden'), 'people.elsewhere')).toBe('people.elsewhere');
  expect(describeRefusal(refusedWith('not_found'), 'people.elsewhere')).toBe('people.failed');
});

it('a change to a member that got no answer is told as one that did not work', () => {
  expect(describeRefusal({ data: undefined })).toBe('people.failed');
});
