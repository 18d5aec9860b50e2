import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { askAuthenticator, type PasskeyFailure } from '../sign-in/ask-authenticator.ts';
import { postSession } from '../sign-in/post-session.ts';

/** Has the device make a passkey, and the server keep it. @returns why it did not work, or null */
export async function makePasskey({
  name,
  password,
}: {
  name: string;
  password: string;
}): Promise<PasskeyFailure | null> {
  const question = await postSession<PublicKeyCredentialCreationOptionsJSON>('passkey/prepare', { password });
  if (!question.ok) return question.failure;
  const made = await askAuthenticator(({ startRegistration }) => startRegistration({ optionsJSON: question.body }));
  if (!made.ok) return made.failure;
  const kept = await postSession('passkey/add', { name, credential: made.body });
  return kept.ok ? null : kept.failure;
}
