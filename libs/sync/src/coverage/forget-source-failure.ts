import { write } from '@pulso/database';
import type { SyncContext } from '../sync-context.ts';
import type { CoverageSource } from './list-coverage.ts';

/** Forgets that a source failed, because it was read completely. */
export async function forgetSourceFailure(
  { db, tenantId, connectionId }: SyncContext,
  source: CoverageSource,
): Promise<void> {
  await write(db, 'delete from source_failures where tenant_id = $1 and connection_id = $2 and source = $3', {
    bind: [tenantId, connectionId, source],
  });
}
