import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Mirror } from '../http/mirror.ts';
import { refuse } from '../http/refusals.ts';
import { EXPIRES_IN_SECONDS, type KeyPair, type PendingCode } from './key-store.ts';

const Authorization = z.object({
  response_type: z.literal('code'),
  client_id: z.string(),
  redirect_uri: z.url(),
  state: z.string().optional(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.enum(['S256', 'plain']).default('plain'),
});

const Grant = z.record(z.string(), z.string());

export interface Application {
  clientId: string;
  clientSecret: string;
  /** Runs before an answer leaves, so that no key that was given out is ever lost. */
  persist(): Promise<void>;
}

/** The authorisation page, on which the seller always agrees, and the token endpoint (API document 1). */
export function oauthRoutes(server: FastifyInstance, mirror: Mirror, application: Application): void {
  const { clientId, clientSecret, persist } = application;

  server.get('/authorization', async (request, reply) => {
    const asked = Authorization.safeParse(request.query);
    if (!asked.success || asked.data.client_id !== clientId) {
      throw refuse.badRequest('the authorization request names no known application, or lacks a parameter');
    }
    const { redirect_uri, state, code_challenge, code_challenge_method } = asked.data;
    const challenge = code_challenge === undefined ? null : { value: code_challenge, method: code_challenge_method };
    const sellerId = mirror.world.seller.id;
    const code = mirror.keys.offerCode({ sellerId, redirectUri: redirect_uri, challenge }, mirror.now());
    await persist();
    const target = new URL(redirect_uri);
    target.searchParams.set('code', code);
    if (state !== undefined) target.searchParams.set('state', state);
    return reply.redirect(target.toString());
  });

  server.post('/oauth/token', async (request) => {
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
      expires_in: EXPIRES_IN_SECONDS,
      scope: 'offline_access read write',
      user_id: Number(pair.sellerId),
      refresh_token: pair.refreshToken,
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
