import { isIP } from 'node:net';
import { z } from 'zod';
import { Secret } from '../secret.ts';

const KEY_BYTES = 32;
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** A whole number written in digits, within both limits. */
export function wholeNumber(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .pipe(z.int(message).min(min, message).max(max, message));
}

/** A number above 0, decimals with a point. */
export const positiveNumber = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,6})?$/, 'must be a number above 0, such as 10 or 0.5')
  .transform(Number)
  .pipe(z.number().gt(0, 'must be above 0'));

/** An http or https address. */
export const webAddress = z.url({
  protocol: /^https?$/,
  error: 'must be an address that begins with http:// or https://',
});

/** As `webAddress`, without path or query; given back without the slash at the end. */
export const webOrigin = webAddress
  .refine(
    (text) => /^\/?$/.test(afterHost(text)),
    'must be an address without a path, such as https://pulso.example.com',
  )
  .transform((text) => new URL(text).origin);

/** An address that carries a password or is itself the permission to use it. */
export function secretAddress(protocols: string[]) {
  const starts = protocols.map((name) => `${name}://`).join(' or ');
  return z
    .string()
    .refine((text) => protocols.includes(protocolOf(text)), `must be an address that begins with ${starts}`)
    .transform((text) => new Secret(text));
}

/** The address of a mail server, whose user can be read. */
export const mailServer = secretAddress(['smtp', 'smtps']).refine((address) => {
  const { hostname, username, password } = new URL(address.reveal());
  return hostname !== '' && isDecodable(username) && isDecodable(password);
}, 'must name a host, and have %40 for an @ (%25 for a %) in its user and password');

/** Addresses of mail with commas between them. */
export const mailAddressList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every(isMailAddress), 'must be addresses of mail with commas, such as ops@example.com');

/** Whether a text is one address of mail and nothing more; whether anybody reads there is not known. */
export function isMailAddress(text: string): boolean {
  return /^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(text);
}

/** A secret of any form. */
export const secretText = z.string().transform((text) => new Secret(text));

/** Headers as OpenTelemetry writes them: `name=value` with commas, percent-encoded. They carry keys. */
export const headerList = z
  .string()
  .refine(
    (text) => text.split(',').every((pair) => /^\s*[\w-]+=([^%]|%[0-9a-f]{2})*$/i.test(pair)),
    'must be name=value, several with a comma between them, with % and what is not ASCII percent-encoded',
  )
  .transform((text) => new Secret(text));

/** One or, while one replaces the other, two secrets with a comma between them (contract 2). */
export const secretList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.length <= 2, 'may hold two keys at most, with a comma between them')
  .refine((parts) => !parts.includes(''), 'holds an empty key; remove the comma that has nothing beside it')
  .transform((parts) => parts.map((part) => new Secret(part)));

/** One or two keys of 32 bytes in base64. */
export const encryptionKeyList = secretList.refine(
  (keys) => keys.every((key) => isEncryptionKey(key.reveal())),
  'must be 32 bytes in base64 (two with a comma while rotating); make one with: openssl rand -base64 32',
);

/** Which proxies are believed: nobody, everybody, how many of them in a row, or a list of their addresses. */
export const trustProxy = z.string().transform((text, context): boolean | number | string[] => {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\d{1,2}$/.test(text)) return Number(text) || false;
  const parts = text.split(',').map((part) => part.trim());
  if (parts.every(isProxyAddress)) return parts;
  context.addIssue('must be true, false, a number of proxies, or their addresses with commas, such as 10.0.0.0/8');
  return z.NEVER;
});

function isProxyAddress(part: string): boolean {
  const [address = '', bits, ...rest] = part.split('/');
  if (NAMED_NETWORKS.includes(part)) return true;
  return isIP(address) !== 0 && rest.length === 0 && (bits === undefined || /^\d{1,3}$/.test(bits));
}

function isEncryptionKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=?$/.test(text) && Buffer.from(text, 'base64').length === KEY_BYTES;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function protocolOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol.slice(0, -1) : '';
}

function afterHost(text: string): string {
  if (!URL.canParse(text)) return '';
  const { pathname, search, hash, username, password } = new URL(text);
  return `${pathname}${search}${hash}${username}${password}`;
}
