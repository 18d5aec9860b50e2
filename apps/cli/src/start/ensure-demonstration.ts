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

/** Whether the tenant has a seller whose data can be read. */
export async function hasSeller(db: Database, tenantId: string): Promise<boolean> {
  const connections = await listConnections(db, tenantId);
  return connections.some((one) => one.status === 'active');
}

/**
 * Whether the simulator's seller may authorise us anew, which ends its older keys: only for a tenant without a seller, and only while no
 * other tenant has one, which may be this very seller.
 */
export async function mayAuthorise(db: Database, tenantId: string): Promise<boolean> {
  if (await hasSeller(db, tenantId)) return false;
  const others = (await listTenants(db, { activeOnly: false })).filter((one) => one.tenantId !== tenantId);
  for (const other of others) {
    const connections = await listConnections(db, other.tenantId);
    if (connections.some((one) => one.status !== 'disconnected')) return false;
  }
  return true;
}

/** Connects the simulator's seller by the key it announced, if it announced one. */
export async function connectSimulatedSeller(
  db: Database,
  tenantId: string,
  { refreshToken, deps }: { refreshToken: string | undefined; deps: ConnectionDeps },
): Promise<void> {
  if (refreshToken && (await mayAuthorise(db, tenantId))) await addConnection(db, tenantId, { refreshToken, deps });
}
