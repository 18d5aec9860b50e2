import { write } from '@pulso/database';
import type { BusinessWindow } from '@pulso/domain';
import type { MeliError } from '@pulso/meli-client';
import { errorCodeOf } from '../error-code-of.ts';
import type { SyncContext } from '../sync-context.ts';
import type { CoverageSource } from './list-coverage.ts';

/**
 * Notes that the newest read of a source failed, in place of what was noted before. Of the answer only its status is kept, because
 * whatever else it says may name a person.
 * @param options.window the days that the read owed; null = it owed whatever day has something to read
 */
export async function noteSourceFailure(
  { db, tenantId, connectionId, now }: SyncContext,
  { source, window, error }: { source: CoverageSource; window: BusinessWindow | null; error: MeliError },
): Promise<void> {
  const message = `${error.endpoint}: ${error.status ?? 'no answer that could be read'}`;
  await write(
    db,
    `insert into source_failures as f (tenant_id, connection_id, source, days, error_code, message, failed_at)
     values ($1, $2, $3, daterange($4::date, $5::date, '[]'), $6, $7, $8)
     on conflict (tenant_id, connection_id, source) do update set
       days = excluded.days, error_code = excluded.error_code, message = excluded.message, failed_at = excluded.failed_at`,
    {
      bind: [
        tenantId,
        connectionId,
        source,
        window?.from ?? null,
        window?.to ?? null,
        errorCodeOf(error),
        message,
        now,
      ],
    },
  );
}
