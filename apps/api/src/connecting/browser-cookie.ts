import { CONSENT_MS } from '@pulso/connections';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

const NAME = 'pulso_connect';

/** Lax, because the browser comes back from Mercado Livre's site; no script reads it, and only these addresses get it. */
const ATTRIBUTES = { httpOnly: true, sameSite: 'lax', path: '/api/v1/mercadolivre' } as const;

/** The secret that the browser was given at the beginning; null when it brings none. */
export function readBrowserCookie(request: FastifyRequest): string | null {
  return parseCookie(request.headers.cookie ?? '')[NAME] ?? null;
}

export function setBrowserCookie(reply: FastifyReply, value: string, { isSecure }: { isSecure: boolean }): void {
  const cookie = { ...ATTRIBUTES, name: NAME, value, secure: isSecure, maxAge: CONSENT_MS / 1000 };
  reply.header('set-cookie', stringifySetCookie(cookie));
}

export function endBrowserCookie(reply: FastifyReply, { isSecure }: { isSecure: boolean }): void {
  reply.header('set-cookie', stringifySetCookie({ ...ATTRIBUTES, name: NAME, value: '', secure: isSecure, maxAge: 0 }));
}
