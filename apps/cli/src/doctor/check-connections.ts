import { type Connection, listConnections, listTenants, type Tenant } from '@pulso/connections';
import type { JobDeps } from '@pulso/jobs';
import { checkKeys } from './check-keys.ts';
import { type Finding, fail, warn } from './finding.ts';

/** Every connection that is not disconnected: whether its seller has to act, and whether its keys are still good. */
export async function checkConnections(
  deps: JobDeps,
  { isMeliReachable }: { isMeliReachable: boolean },
): Promise<Finding[]> {
  const tenants = await listTenants(deps.db, { activeOnly: false });
  if (tenants.length === 0) {
    return [
      warn('connection', 'Nenhuma empresa ainda', 'Crie uma: npm run pulso -- tenant create --name "Minha loja"'),
    ];
  }
  const findings: Finding[] = [];
  for (const tenant of tenants) {
    const connections = (await listConnections(deps.db, tenant.tenantId)).filter(
      (one) => one.status !== 'disconnected',
    );
    if (connections.length === 0) {
      findings.push(warn('connection', `${tenant.name}: nenhuma conta conectada`, connectIt(tenant)));
    }
    for (const connection of connections) {
      findings.push(...(await checkConnection(deps, { tenant, connection, isMeliReachable })));
    }
  }
  return findings;
}

async function checkConnection(
  deps: JobDeps,
  { tenant, connection, isMeliReachable }: { tenant: Tenant; connection: Connection; isMeliReachable: boolean },
): Promise<Finding[]> {
  const account = `${tenant.name}, conta ${connection.nickname ?? connection.sellerId}`;
  const again = connectIt(tenant);
  if (connection.status === 'reauthorisation_required') {
    const cause = connection.statusReason === null ? '' : `. ${connection.statusReason}`;
    return [fail('connection', `${account}: o vendedor precisa autorizar de novo${cause}`, again)];
  }
  return isMeliReachable ? [await checkKeys(deps, { connection, account, again })] : [];
}

function connectIt({ tenantId }: Tenant): string {
  return `Conecte a conta: npm run pulso -- connection add --tenant ${tenantId} --refresh-token -`;
}
