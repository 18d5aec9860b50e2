import type { Database } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { exchangeCode, MeliAuthorizationError, OFFLINE_ACCESS_MISSING } from '@pulso/meli-client';
import { assertNamedSellerIsFree } from '../assert-seller-is-free.ts';
import type { ConnectionDeps } from '../connection-deps.ts';
import { type StoredConnection, storeConnection } from '../store-connection.ts';
import type { Asker } from './consent-request.ts';
import { takeConsentRequest } from './take-consent-request.ts';

/** What Mercado Livre sent the browser back with: a code, or why there is none. */
export type ConsentAnswer = { state: string } & ({ code: string } | { error: string });

/** Somebody waits in front of a browser. */
const CALL_MS_MAX = 15_000;

/**
 * Ends what `askConsent` began. The code is spent only after the request was found and the seller named in it was seen to be free, and
 * the pair is stored before anything else is asked.
 *
 * @throws AppError `consent_unknown`, `consent_denied`, `consent_not_main_user`, `seller_connected_elsewhere` (which does not say
 *   where), `reauthorisation_required` for a code that is not taken, `meli_configuration` for an application without `offline_access`
 * @throws MeliError when Mercado Livre gave no verdict
 */
export async function connectByConsent(
  db: Database,
  tenantId: string,
  { answer, asker, deps }: { answer: ConsentAnswer; asker: Asker; deps: ConnectionDeps },
): Promise<StoredConnection> {
  const { codeVerifier, redirectUri, history_days } = await takeConsentRequest(db, tenantId, {
    state: answer.state,
    asker,
    deps,
  });
  if ('error' in answer) throw toRefusal(answer.error);
  await assertNamedSellerIsFree(db, tenantId, answer.code);
  const { application, clock } = deps;
  const asked = { ...application, code: answer.code, codeVerifier, redirectUri, clock, timeout_ms: CALL_MS_MAX };
  const pair = await exchangeCode(asked).catch((error: unknown) => {
    throw error instanceof MeliAuthorizationError ? toCodeRefusal(error) : error;
  });
  return storeConnection(db, tenantId, { authorisation: { pair, history_days }, deps });
}

/** By Mercado Livre's own word, of which the address may hold anything: it is not repeated. */
function toRefusal(word: string): AppError {
  if (word === 'invalid_operator_user_id') {
    const what = 'A collaborator cannot connect the account; sign in at Mercado Livre as its main user';
    return new AppError('consent_not_main_user', what);
  }
  return new AppError('consent_denied', 'Mercado Livre did not give the access; the seller has to accept it');
}

function toCodeRefusal(cause: MeliAuthorizationError): AppError {
  if (cause.code === OFFLINE_ACCESS_MISSING) {
    const what = 'The application lacks offline_access: give it this permission at Mercado Livre and connect again';
    return new AppError('meli_configuration', what, { cause });
  }
  return new AppError('reauthorisation_required', 'Mercado Livre did not take the authorisation; connect again', {
    cause,
  });
}
