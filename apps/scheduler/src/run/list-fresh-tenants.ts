import type { Database } from '@pulso/database';
import type { FreshnessPromise } from '@pulso/domain';
import { getFreshness } from '@pulso/jobs';

/** The ids of the tenants whose data keep the promise as of `now`. */
export async function listFreshTenants(
  db: Database,
  { tenantId, promise, now }: { tenantId: string | null; promise: FreshnessPromise; now: Date },
): Promise<Set<string>> {
  const all = await getFreshness(db, { promise, now, ...(tenantId === null ? {} : { tenantId }) });
  return new Set(all.filter((one) => one.status === 'fresh').map((one) => one.tenantId));
}
