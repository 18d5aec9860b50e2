import { type Database, write } from '@pulso/database';

/** Removes what was begun and not ended in time. */
export async function forgetConsentRequests(db: Database, tenantId: string, { now }: { now: Date }): Promise<void> {
  await write(db, 'delete from consent_requests where tenant_id = $1 and expires_at <= $2', { bind: [tenantId, now] });
}
