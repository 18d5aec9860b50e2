import { isIP } from 'node:net';
import { isMailAddress } from '../environment/variable-schemas.ts';
import type { Secret } from '../secret.ts';
import type { MailAddresses } from './settings.ts';

/**
 * Who writes the mails of alerts and who gets them. The user of a mail server mostly is an address; where it is a name or
 * none, its address at that server stands in. Providers whose user is a word of theirs want a sender of ours, so that a user
 * that is no address gives way to the first recipient that was named.
 * @param given ALERT_EMAIL_TO
 */
export function mailAddressesOf(smtpUrl: Secret, given: readonly string[] | undefined): MailAddresses {
  const { username, hostname } = new URL(smtpUrl.reveal());
  const user = decodeURIComponent(username);
  if (isMailAddress(user)) return { from: user, to: given ?? [user] };
  const host = isIP(bare(hostname)) ? 'localhost' : hostname;
  const named = `${user}@${host}`;
  const own = isMailAddress(named) ? named : `postmaster@${host}`;
  const from = given?.[0] ?? own;
  return { from, to: given ?? [own] };
}

/** An IPv6 address stands in brackets in an URL. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
