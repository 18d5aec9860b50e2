import type { MailAddresses, Secret } from '@pulso/runtime';
import { mailFrom } from '../mail/open-mail.ts';
import type { AlertChannel } from './incident-message.ts';

/** Sends messages by mail. */
export function mailChannel(smtpUrl: Secret, { from, to }: MailAddresses): AlertChannel {
  const sendMail = mailFrom(smtpUrl, from);
  return {
    name: 'mail',
    send: ({ id, title, lines }) =>
      sendMail({ to, subject: `[Pulso] ${title}`, lines, messageId: `<${id}@pulso.alerts>` }),
  };
}
