import { expect, it } from 'vitest';
import { readAnswer } from './read-answer.ts';

it.each([
  ['code', ' 123456\n', '123456'],
  ['password', ' a sentence with blanks ', ' a sentence with blanks '],
] as const)('a %s typed as %j is sent as %j', (asks, typed, sent) => {
  const form = new FormData();
  form.set(asks, typed);
  expect(readAnswer(form, asks)).toBe(sent);
});
