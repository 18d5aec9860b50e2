import { createHash } from 'node:crypto';

/** Far below the two hours in which data are fresh, and enough that a thousand tenants are not one crowd at the full hour. */
const SPREAD_MS = 5 * 60_000;

/**
 * How long after its nominal instant a tenant's run begins: always the same for the same tenant, so that between two of its runs there is
 * still an hour.
 */
export function startDelay_ms(tenantId: string): number {
  return createHash('sha256').update(tenantId).digest().readUInt32BE() % SPREAD_MS;
}
