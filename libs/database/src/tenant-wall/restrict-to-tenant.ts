import type { Database } from '../connect.ts';

/**
 * The same pool for one tenant: for every statement through it the rows of other tenants do not exist, and none can be written, by the
 * database's own rules and whatever the statement says. Needs `hasTenantWall`; without it every statement fails.
 * @param tenantId a uuid; the database refuses anything else
 */
export function restrictToTenant(db: Database, tenantId: string): Database {
  return { ...db, tenantId };
}
