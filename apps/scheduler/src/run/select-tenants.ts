import { getTenant, listTenants, type Tenant } from '@pulso/connections';
import type { Database } from '@pulso/database';
import { AppError, businessDayOf } from '@pulso/domain';
import { findSlotFault, jobDefinitions, resolveRebuildWindow } from '@pulso/jobs';
import type { RunRequest } from './read-run-request.ts';

/**
 * The tenants that a run is for: the one named, or every active one. What a tenant's own clock decides is checked for
 * all of them here, before the first begins, so that a refused command has started nothing.
 * @throws AppError `unknown_tenant` or `invalid_input`
 */
export async function selectTenants(db: Database, request: RunRequest, now: Date): Promise<Tenant[]> {
  const fault = findSlotFault(request.slot, now);
  if (fault) throw new AppError('invalid_input', `--${fault.path} ${fault.message}`);
  const tenants =
    request.tenantId === null ? await listTenants(db, { activeOnly: true }) : [await getTenant(db, request.tenantId)];
  if (request.jobType === 'rebuild-daily-metrics') {
    const window = jobDefinitions[request.jobType].params.parse(request.params);
    for (const { timeZone } of tenants) resolveRebuildWindow(window, businessDayOf(now, timeZone));
  }
  return tenants;
}
