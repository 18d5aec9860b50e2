import { readField } from './read-field.ts';

/** What was typed or pasted: a code without the blanks that come along with it; a password as it is, blanks and all. */
export function readAnswer(form: FormData, asks: 'password' | 'code'): string {
  const given = readField(form, asks);
  return asks === 'code' ? given.trim() : given;
}
