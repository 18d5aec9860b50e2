import type { ApiFailure } from '../../api/trpc.ts';

const sentences = {
  already_member: 'people.alreadyMember',
  last_owner: 'people.lastOwner',
  forbidden: 'people.elsewhere',
  invalid_input: 'people.invalidEmail',
} as const;

/** The key of the sentence that says why a change to a member was refused. */
export function describeRefusal({ data }: Pick<ApiFailure, 'data'>) {
  const code = data?.errorCode;
  return code && Object.hasOwn(sentences, code) ? sentences[code as keyof typeof sentences] : 'people.failed';
}
