import { type Connection, createTokenProvider } from '@pulso/connections';
import { query } from '@pulso/database';
import type { AppError } from '@pulso/domain';
import { type JobDeps, toRunError } from '@pulso/jobs';
import { createMeliClient } from '@pulso/meli-client';
import { type Finding, fail, ok, warn } from './finding.ts';

const TIMEOUT_MS = 10_000;
/** Said by our own port below, so that a refused key is told apart from every other failure. */
const KEY_REFUSED = 'key refused';

/**
 * Tries the stored key of a connection. A refresh token works once, so none is spent for looking: a key that has
 * expired, or that is refused, is left to the next sync, which renews it.
 *
 * @param about.account how the connection is called in the finding
 * @param about.again what to do when the seller has to authorise again
 */
export async function checkKeys(
  { db, connections, budget, clock }: JobDeps,
  { connection, account, again }: { connection: Connection; account: string; again: string },
): Promise<Finding> {
  const { tenantId, connectionId } = connection;
  const [stored] = await query<{ expires_at: Date }>(
    db,
    'select access_token_expires_at as expires_at from connection_tokens where tenant_id = $1 and connection_id = $2',
    { bind: [tenantId, connectionId] },
  );
  if (!stored) return fail('connection', `${account}: não há chaves guardadas`, again);
  const tryIt = `Para conferir já: npm run scheduler -- run sync-mercadolivre --tenant ${tenantId}`;
  if (stored.expires_at <= clock.now()) {
    return warn('connection', `${account}: a chave expirou; a próxima execução a renova`, tryIt);
  }
  const { getAccessToken } = createTokenProvider(db, tenantId, { connectionId, deps: connections });
  const client = createMeliClient({
    apiUrl: connections.application.apiUrl,
    tokens: { getAccessToken, replaceRejectedToken: () => Promise.reject(new Error(KEY_REFUSED)) },
    budget,
    clock,
    timeout_ms: TIMEOUT_MS,
    retry: { throttledTriesMax: 1, unavailableTriesMax: 1 },
  });
  try {
    await client.users.getMe();
    return ok('connection', `${account}: a chave vale até ${stored.expires_at.toISOString()}`);
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message === KEY_REFUSED) {
      return warn('connection', `${account}: o Mercado Livre recusou a chave; a próxima execução a renova`, tryIt);
    }
    return toFinding(toRunError(thrown), { account, again });
  }
}

function toFinding({ code, message }: AppError, { account, again }: { account: string; again: string }): Finding {
  if (code === 'reauthorisation_required') {
    return fail('connection', `${account}: o vendedor precisa autorizar de novo`, again);
  }
  if (code === 'configuration') return fail('connection', `${account}: as chaves não podem ser lidas`, message);
  return fail('connection', `${account}: ${message}`, 'Tente de novo; se continuar, veja o painel da aplicação');
}
