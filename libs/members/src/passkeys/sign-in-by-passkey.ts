import { AppError } from '@pulso/domain';
import { noteRefusedSignIn } from '../audit/note-refused-sign-in.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { openSession } from '../session/open-session.ts';
import { nothingAsked } from './ask-for-passkey.ts';
import { findPasskey } from './find-passkey.ts';
import { type PasskeyAnswer, provePasskey } from './prove-passkey.ts';
import { readQuestion } from './question-cookie.ts';
import { isSpent, spendQuestion } from './spend-question.ts';

/**
 * Signs in whoever has a passkey, by the browser's answer to `askPasskey`. No code is asked for besides: a device was had, and it knew its
 * person. Of an answer that is not right only the refusal is kept; a right one is taken once, however many processes it is sent to.
 * @param options.cookies the header, as it came
 * @param options.origin of our own page, as configuration says it
 * @throws AppError `unauthenticated` for an answer that is not right, which is kept like a refused sign-in; `not_found` when none is waited
 *   for in this browser
 */
export async function signInByPasskey(
  auth: Authentication,
  { cookies, origin, credential }: { cookies: string | undefined; origin: string; credential: PasskeyAnswer },
): Promise<{ userId: string; email: string; cookies: string[] }> {
  const { db, clock } = auth;
  const question = readQuestion(auth, cookies);
  if (!question) throw nothingAsked();
  const passkey = await findPasskey(db, credential.id);
  // In this order: if the passkey has counted for this question already, the question is seen to be spent, and nobody is told of a copy.
  if (await isSpent(db, question)) throw nothingAsked();
  const proof = passkey && (await provePasskey(auth, passkey, { answer: credential, origin, ...question }));
  if (!passkey || !proof) {
    // For the person of the passkey, if it is anybody's.
    if (passkey) await noteRefusedSignIn(db, { email: passkey.email, now: clock.now() });
    throw new AppError('unauthenticated', 'The passkey is not right');
  }
  if (!(await spendQuestion(db, question, { passkey, ...proof, now: clock.now() }))) throw nothingAsked();
  return { userId: passkey.userId, email: passkey.email, cookies: [await openSession(auth, passkey.userId)] };
}
