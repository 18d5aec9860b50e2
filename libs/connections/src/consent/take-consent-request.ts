import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { ConnectionDeps } from '../connection-deps.ts';
import { type Asker, hashOf } from './consent-request.ts';

export interface ConsentRequest {
  codeVerifier: string;
  redirectUri: string;
  history_days: number | null;
}

/**
 * Takes out what was kept when the seller was sent to Mercado Livre: once, by the same browser and session, for the same tenant, and in
 * time. Whoever comes with another of these finds nothing, and leaves it there for the one it belongs to.
 * @throws AppError `consent_unknown`
 */
export async function takeConsentRequest(
  db: Database,
  tenantId: string,
  { state, asker, deps }: { state: string; asker: Asker; deps: Pick<ConnectionDeps, 'cipher' | 'clock'> },
): Promise<ConsentRequest> {
  const [row] = await query<{
    key_id: string;
    code_verifier_cipher: string;
    redirect_uri: string;
    history_days: number | null;
  }>(
    db,
    `delete from consent_requests
     where tenant_id = $1 and state_hash = $2 and browser_hash = $3 and session_hash is not distinct from $4 and expires_at > $5
     returning key_id, code_verifier_cipher, redirect_uri, history_days`,
    {
      bind: [
        tenantId,
        hashOf(state),
        hashOf(asker.browser),
        asker.sessionId === null ? null : hashOf(asker.sessionId),
        deps.clock.now(),
      ],
    },
  );
  if (!row) {
    const fault = { path: 'state', message: 'is of no authorisation that was begun here, or one that has ended' };
    throw new AppError('consent_unknown', 'Begin to connect the account again, and finish within ten minutes', {
      faults: [fault],
    });
  }
  return {
    codeVerifier: deps.cipher.decrypt(row.code_verifier_cipher, row.key_id),
    redirectUri: row.redirect_uri,
    history_days: row.history_days,
  };
}
