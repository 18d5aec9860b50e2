import {
  addConnection,
  type ConnectionDeps,
  createTenant,
  listConnections,
  listTenants,
  type Tenant,
} from '@pulso/connections';
import type { Database } from '@pulso/database';

/** The first tenant, made when there is none yet. */
export async function ensureTenant(db: Database, { name, now }: { name: string; now: Date }): Promise<Tenant> {
  const [first] = await listTenants(db, { activeOnly: false });
  return first ?? createTenant(db, { name, now });
}

/** True when the tenant has no seller yet, so that the simulator's seller has to authorise us. */
export async function needsSeller(db: Database, tenantId: string): Promise<boolean> {
  const connections = await listConnections(db, tenantId);
  return !connections.some((one) => one.status === 'active');
}

/** Connects the simulator's seller by the key it announced, if it announced one. */
export async function connectSimulatedSeller(
  db: Database,
  tenantId: string,
  { refreshToken, deps }: { refreshToken: string | undefined; deps: ConnectionDeps },
): Promise<void> {
  if (refreshToken && (await needsSeller(db, tenantId))) await addConnection(db, tenantId, { refreshToken, deps });
}
