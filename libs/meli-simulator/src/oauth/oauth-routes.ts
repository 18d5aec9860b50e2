import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Mirror } from '../http/mirror.ts';
import { refuse } from '../http/refusals.ts';
import type { PendingCode } from './code-store.ts';
import { TOKEN_REFUSALS } from './key-rules.ts';
import type { KeyPair } from './key-store.ts';

const Grant = z.record(z.string(), z.string());

export interface Application {
  clientId: string;
  clientSecret: string;
  /** Runs before an answer leaves, so that no key that was given out is ever lost. */
  persist(): Promise<void>;
}

/** The token endpoint (API document 1.2, 1.3). */
export function oauthRoutes(server: FastifyInstance, mirror: Mirror, application: Application): void {
  const { clientId, clientSecret, persist } = application;
  const { rules } = mirror;

  server.post('/oauth/token', async (request, reply) => {
    const { tokenRefusal, tokenRefusalStatus } = rules;
    if (tokenRefusal !== null) {
      const status = tokenRefusalStatus ?? TOKEN_REFUSALS[tokenRefusal];
      // Whoever throttles stands before the application and speaks plain text.
      if (tokenRefusal === 'local_rate_limited') return reply.code(status).type('text/plain').send(tokenRefusal);
      throw refuse.oauth(tokenRefusal, tokenRefusal.replaceAll('_', ' '), status);
    }
    if (rules.isBlocked) throw refuse.oauth('unauthorized_application', 'unauthorized application', 401);
    const form = Grant.safeParse(request.body).data;
    if (!form?.grant_type) throw refuse.oauth('invalid_request', 'the parameter grant_type is required');
    if (form.client_id !== clientId || form.client_secret !== clientSecret) {
      throw refuse.oauth('invalid_client', 'invalid client_id or client_secret.');
    }
    const pair = redeem(mirror, form);
    // A code or a refresh token is spent from here on, whether or not it brought a pair.
    await persist();
    if (!pair) throw refuse.oauth('invalid_grant', SPENT);
    return {
      access_token: pair.accessToken,
      token_type: 'Bearer',
      expires_in: (pair.expiresAt - pair.issuedAt) / 1000,
      scope: pair.refreshToken === null ? 'read write' : 'offline_access read write',
      user_id: Number(pair.sellerId),
      ...(pair.refreshToken === null ? {} : { refresh_token: pair.refreshToken }),
    };
  });
}

const SPENT = 'Error validating grant. Your authorization code or refresh token may be expired or it was already used';

function redeem({ keys, now }: Mirror, form: Record<string, string>): KeyPair | null {
  if (form.grant_type === 'refresh_token') return keys.renew(form.refresh_token ?? '', now());
  if (form.grant_type !== 'authorization_code') {
    throw refuse.oauth('unsupported_grant_type', `grant_type ${form.grant_type} is not supported`);
  }
  const pending = keys.takeCode(form.code ?? '', now());
  if (!pending || pending.redirectUri !== form.redirect_uri || !isVerified(pending, form.code_verifier)) return null;
  return keys.issue(pending.sellerId, now());
}

function isVerified({ challenge }: PendingCode, verifier: string | undefined): boolean {
  if (!challenge) return true;
  if (verifier === undefined) return false;
  const given = challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return given === challenge.value;
}
