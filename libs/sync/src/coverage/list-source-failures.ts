import { type Database, query } from '@pulso/database';
import type { AppErrorCode } from '@pulso/domain';
import type { CoverageSource } from './list-coverage.ts';

/** A source whose newest read failed, and was not read completely since. */
export interface SourceFailure {
  connectionId: string;
  source: CoverageSource;
  errorCode: AppErrorCode;
  /** Which call, and the status of its answer. */
  message: string;
  failedAt: Date;
}

/**
 * The sources of a tenant that failed, or of one connection of it, by connection and source.
 * @param connectionId null = all
 */
export async function listSourceFailures(
  db: Database,
  tenantId: string,
  connectionId: string | null,
): Promise<SourceFailure[]> {
  return query<SourceFailure>(
    db,
    `select
       connection_id as "connectionId",
       source,
       error_code as "errorCode",
       message,
       failed_at as "failedAt"
     from source_failures
     where tenant_id = $1 and ($2::uuid is null or connection_id = $2)
     order by connection_id, source_failures.source`,
    { bind: [tenantId, connectionId] },
  );
}
