import { createHash } from 'node:crypto';
import { type Database, query } from '@pulso/database';
import { buildAuthorizationUrl } from '@pulso/meli-client';
import type { ConnectionDeps } from '../connection-deps.ts';
import { type Asker, CONSENT_MS, drawSecret, hashOf } from './consent-request.ts';

/**
 * Begins to connect a seller through the browser (API document 1.1): keeps what the way back has to prove, with the verifier of PKCE
 * encrypted, and forgets what the tenant began and did not end in time.
 *
 * @param options.redirectUri the registered one, byte for byte
 * @param options.history_days see `addConnection`; null = none wished
 * @returns where the browser goes now
 */
export async function askConsent(
  db: Database,
  tenantId: string,
  {
    asker,
    redirectUri,
    history_days,
    authUrl,
    deps,
  }: {
    asker: Asker;
    redirectUri: string;
    history_days: number | null;
    authUrl: string;
    deps: Pick<ConnectionDeps, 'application' | 'cipher' | 'clock'>;
  },
): Promise<string> {
  const { application, cipher, clock } = deps;
  const now = clock.now();
  const state = drawSecret();
  const codeVerifier = drawSecret();
  await query(
    db,
    `with ended as (delete from consent_requests where tenant_id = $1 and expires_at <= $2)
     insert into consent_requests
       (tenant_id, state_hash, browser_hash, session_hash, key_id, code_verifier_cipher, redirect_uri, history_days, expires_at)
     values ($1, $3, $4, $5, $6, $7, $8, $9, $10)`,
    {
      bind: [
        tenantId,
        now,
        hashOf(state),
        hashOf(asker.browser),
        asker.sessionId === null ? null : hashOf(asker.sessionId),
        cipher.keyId,
        cipher.encrypt(codeVerifier),
        redirectUri,
        history_days,
        new Date(now.getTime() + CONSENT_MS),
      ],
    },
  );
  return buildAuthorizationUrl({
    authUrl,
    clientId: application.clientId,
    redirectUri,
    state,
    codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
  });
}
