import type { MailAddresses, Secret } from '@pulso/runtime';
import { createTransport } from 'nodemailer';
import type { AlertChannel } from './incident-message.ts';

/** For one step of the conversation. */
const STEP_MS = 8_000;
/** For all of it; a server that answers drop by drop must not outlast the lease. */
const TIMEOUT_MS = 30_000;

/** Sends messages as plain text, each over a connection of its own: alerts are rare. */
export function mailChannel(smtpUrl: Secret, { from, to }: MailAddresses): AlertChannel {
  return {
    name: 'mail',
    async send({ id, title, lines }) {
      const transport = createTransport({
        url: smtpUrl.reveal(),
        connectionTimeout: STEP_MS,
        greetingTimeout: STEP_MS,
        socketTimeout: STEP_MS,
        dnsTimeout: STEP_MS,
        // A relay on the same machine has a certificate of nobody, and there is no wire to listen on.
        ...(isLoopback(smtpUrl) ? { tls: { rejectUnauthorized: false } } : {}),
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      const sent = transport.sendMail({
        from: { name: 'Pulso', address: from },
        to: [...to],
        subject: `[Pulso] ${title}`,
        text: lines.join('\n\n'),
        // The same for the same message, so that who gets it twice can tell.
        messageId: `<${id}@pulso.alerts>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      sent.catch(() => undefined);
      await Promise.race([sent, endAfter(TIMEOUT_MS)]);
    },
  };
}

function isLoopback(url: Secret): boolean {
  const { hostname } = new URL(url.reveal());
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function endAfter(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('The mail server took too long')), ms).unref();
  });
}
