import { findUser, hasFreshResetLink, linkPathTo, makeResetLink } from '@pulso/members';
import type { ApiContext } from '../routes/api-context.ts';

/**
 * Writes to whoever is known by this address, if there is a mail server and the address of the page is set. Somebody who was written to
 * a moment ago is not written to again, whoever asks.
 */
export async function mailResetLink(context: ApiContext, email: string): Promise<void> {
  const { auth, sendMail, settings } = context;
  if (!sendMail || settings.publicUrl === null) return;
  const user = await findUser(auth.db, email);
  if (!user || (await hasFreshResetLink(auth.db, user.userId))) return;
  const { token } = await makeResetLink(auth, { email });
  await sendMail({
    to: [email],
    subject: 'Pulso: nova senha',
    lines: [
      'Alguém pediu uma nova senha para este endereço. Se foi você, abra o link em até duas horas:',
      `${settings.publicUrl}${linkPathTo('reset', token)}`,
      'Se não foi você, não precisa fazer nada: a senha continua a mesma.',
    ],
  });
}
