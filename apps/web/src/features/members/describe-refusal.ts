import type { ApiFailure } from '../../api/trpc.ts';

const sentences = {
  already_member: 'people.alreadyMember',
  last_owner: 'people.lastOwner',
  invalid_input: 'people.invalidEmail',
} as const;

type Forbidden = 'people.elsewhere' | 'failure.forbidden';
type Sentence = (typeof sentences)[keyof typeof sentences] | Forbidden | 'people.failed';

/**
 * The key of the sentence that says why a change to a member was refused.
 * @param forbidden what is said of what may not be done: how somebody of another company too comes in is theirs alone (`people.elsewhere`);
 *   all else is refused to whoever is no owner any more
 */
export function describeRefusal(
  { data }: Pick<ApiFailure, 'data'>,
  forbidden: Forbidden = 'failure.forbidden',
): Sentence {
  const code = data?.errorCode;
  if (code === 'forbidden') return forbidden;
  return code && Object.hasOwn(sentences, code) ? sentences[code as keyof typeof sentences] : 'people.failed';
}
