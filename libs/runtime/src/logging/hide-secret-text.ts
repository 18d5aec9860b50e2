import { SECRET_NAMES } from './secret-names.ts';

const SHOWN = '[secret]';

/** Forms in which secrets stand in the middle of a text, each with what is kept in front of them. */
const FORMS: readonly RegExp[] = [
  // a field of the line itself: "access_token":"…"
  new RegExp(`("(?:${SECRET_NAMES})":")(?:[^"\\\\]|\\\\.)+`, 'gi'),
  // the password of an address: postgres://user:password@host
  /([a-z][a-z0-9+.-]*:\/\/[^\s:/@"\\]*:)[^\s@"\\]+(?=@)/gi,
  // a parameter: ?refresh_token=…, client_secret=…, code=…
  /(\b(?:access_token|refresh_token|client_secret|code_verifier|code|password)=)[^\s&"\\]+/gi,
  // a header
  /(\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}/gi,
  // keys as Mercado Livre writes them
  /(\b(?:APP_USR|TG)-)[A-Za-z0-9-]{8,}/g,
];

/** The text with everything in it that looks like a secret blanked: the last wall before a log line is written. */
export function hideSecretText(text: string): string {
  return FORMS.reduce((shown, form) => shown.replace(form, `$1${SHOWN}`), text);
}
