import { randomUUID } from 'node:crypto';
import { type Database, type QueryOptions, query, readSql, withTransaction } from '@pulso/database';
import type { FreshnessPromise } from '@pulso/domain';
import { decideIncidents, type IncidentDecision } from './decide-incidents.ts';
import type { OpenIncident } from './incident.ts';
import { observeTenants } from './observe-tenants.ts';

const beginSql = readSql(new URL('./begin-incidents.sql', import.meta.url));
const endSql = readSql(new URL('./end-incidents.sql', import.meta.url));

/**
 * Looks at every tenant and stores which incidents began and ended, with the messages that are owed for them. One process looks at a
 * time, so that nobody decides by what has changed meanwhile; the others leave it to that one. What is stored is stored together: a
 * process that dies in between has decided nothing.
 * @param options.channels by which messages are owed
 * @returns null when another process looks just now
 */
export async function lookForIncidents(
  db: Database,
  { promise, now, channels }: { promise: FreshnessPromise; now: Date; channels: readonly string[] },
): Promise<IncidentDecision | null> {
  return withTransaction(db, async (transaction) => {
    const [lock] = await query<{ is_held: boolean }>(
      db,
      `select pg_try_advisory_xact_lock(hashtextextended('pulso incidents', 0)) as is_held`,
      { transaction },
    );
    if (!lock?.is_held) return null;
    const observed = await observeTenants(db, { promise, now, transaction });
    const decision = decideIncidents(observed, await listOpenIncidents(db, transaction), { promise, now });
    const begun = decision.begin.map(({ tenantId, since, ...trouble }) => ({
      ...trouble,
      tenant_id: tenantId,
      incident_id: randomUUID(),
      since: since.toISOString(),
    }));
    const { end } = decision;
    await query(db, endSql, {
      bind: [end.map((one) => one.tenantId), end.map((one) => one.incidentId), end.map((one) => one.cause), now],
      transaction,
    });
    await query(db, beginSql, { bind: [JSON.stringify(begun), now, [...channels]], transaction });
    return decision;
  });
}

async function listOpenIncidents(db: Database, transaction: QueryOptions['transaction']): Promise<OpenIncident[]> {
  return query<OpenIncident>(
    db,
    `select tenant_id as "tenantId", incident_id as "incidentId", kind, subject, since, details
     from incidents where ended_at is null`,
    { transaction },
  );
}
