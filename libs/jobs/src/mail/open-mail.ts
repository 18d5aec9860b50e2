import { randomUUID } from 'node:crypto';
import type { Secret, Settings } from '@pulso/runtime';
import { createTransport } from 'nodemailer';

/** For one step of the conversation. */
const STEP_MS = 8_000;
/** For all of it; a server that answers drop by drop must not outlast the lease of who sends. */
const TIMEOUT_MS = 30_000;

export interface Mail {
  to: readonly string[];
  subject: string;
  /** Paragraphs of plain text. */
  lines: readonly string[];
  /** The same for the same message, so that who gets it twice can tell; drawn when left out. */
  messageId?: string;
}

/** @throws whatever kept the mail from being taken */
export type SendMail = (mail: Mail) => Promise<void>;

/** Writes in Pulso's name through the mail server of the settings; null when they name none. */
export function openMail({ smtpUrl, alertMail }: Pick<Settings, 'smtpUrl' | 'alertMail'>): SendMail | null {
  return smtpUrl && alertMail ? mailFrom(smtpUrl, alertMail.from) : null;
}

/** Sends mails as plain text, each over a connection of its own: they are rare. */
export function mailFrom(smtpUrl: Secret, from: string): SendMail {
  return async ({ to, subject, lines, messageId = `<${randomUUID()}@pulso>` }) => {
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
      subject,
      text: lines.join('\n\n'),
      messageId,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    sent.catch(() => undefined);
    await Promise.race([sent, endAfter(TIMEOUT_MS)]);
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
