import { type Database, query } from '@pulso/database';
import { MeliContractError, MeliError, MeliNetworkError, MeliServerError, MeliTimeoutError } from '@pulso/meli-client';

/** How a renewal ended that brought no pair into its place. */
export type RenewalFailure = 'superseded' | 'unanswered' | 'failed';

/** After these nobody knows whether Mercado Livre has spent the token. */
const UNANSWERED = [MeliNetworkError, MeliTimeoutError, MeliServerError, MeliContractError];

/** Enters the end of a renewal that came to nothing. */
export async function noteEnd(
  db: Database,
  tenantId: string,
  {
    connectionId,
    renewalId,
    outcome,
    errorCode = null,
    now,
  }: { connectionId: string; renewalId: string; outcome: RenewalFailure; errorCode?: string | null; now: Date },
): Promise<void> {
  await query(
    db,
    `update token_ledger set outcome = $4, error_code = $5, ended_at = $6
     where tenant_id = $1 and connection_id = $2 and entry_id = $3 and outcome is null`,
    { bind: [tenantId, connectionId, renewalId, outcome, errorCode, now] },
  );
}

/** What the ledger says of a call without a verdict: Mercado Livre's word, else the kind of the failure; never its message. */
export function failureOf(thrown: unknown): { outcome: RenewalFailure; errorCode: string } {
  const isUnanswered = UNANSWERED.some((kind) => thrown instanceof kind);
  const word = thrown instanceof MeliError ? thrown.code : null;
  const kind = thrown instanceof Error ? thrown.name : 'unknown';
  return { outcome: isUnanswered ? 'unanswered' : 'failed', errorCode: word ?? kind };
}
