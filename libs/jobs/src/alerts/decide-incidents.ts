import type { FreshnessPromise } from '@pulso/domain';
import { findTroubles, throughOf } from './find-troubles.ts';
import { type IncidentEnd, isSame, type OpenIncident, type Trouble } from './incident.ts';
import type { ObservedTenant } from './observed-tenant.ts';

export interface IncidentDecision {
  begin: Trouble[];
  end: { tenantId: string; incidentId: string; cause: IncidentEnd }[];
}

/**
 * Which incidents begin and which end. What is open and still wrong stays as it is: its message was sent, or will be.
 * Late data that become stale are a second incident in the place of the first; that one goes on until they are fresh, so that the way
 * back, on which one source comes before the other, is told once.
 * @param observed every tenant, paused ones too
 */
export function decideIncidents(
  observed: readonly ObservedTenant[],
  open: readonly OpenIncident[],
  { promise, now }: { promise: FreshnessPromise; now: Date },
): IncidentDecision {
  const openByTenant = Map.groupBy(open, (incident) => incident.tenantId);
  const decision: IncidentDecision = { begin: [], end: [] };
  for (const tenant of observed) {
    const troubles = findTroubles(tenant, { promise, now });
    const known = openByTenant.get(tenant.tenantId) ?? [];
    const staying: OpenIncident[] = [];
    for (const incident of known) {
      const cause = endOf(incident, { tenant, troubles });
      if (cause === null) staying.push(incident);
      else decision.end.push({ tenantId: tenant.tenantId, incidentId: incident.incidentId, cause });
    }
    decision.begin.push(
      ...troubles.filter(
        (trouble) => !staying.some((incident) => isSame(incident, trouble) || replaces(incident, trouble)),
      ),
    );
  }
  return decision;
}

/** @returns null while the incident goes on */
function endOf(
  incident: OpenIncident,
  { tenant, troubles }: { tenant: ObservedTenant; troubles: readonly Trouble[] },
): IncidentEnd | null {
  if (troubles.some((trouble) => isSame(incident, trouble))) return null;
  if (tenant.isPaused) return 'unwatched';
  const active = tenant.connections.filter((one) => one.isActive);
  switch (incident.kind) {
    case 'data_late':
    case 'data_stale': {
      const was = incident.details.sources;
      if (!was.some((one) => active.some(({ connectionId }) => connectionId === one.connectionId))) return 'unwatched';
      const other = troubles.find((trouble) => replaces(incident, trouble));
      if (other) return other.kind === 'data_stale' ? 'replaced' : null;
      // Only a reading makes data younger: where there was none, a clock that goes slower than the first observer's says so.
      const isUnread = was.some((one) => throughNow(tenant, one) === one.through);
      return isUnread ? null : 'recovered';
    }
    case 'run_failed':
      return active.length > 0 ? 'recovered' : 'unwatched';
    case 'connection_lost':
      return isOf(active, incident.subject) ? 'recovered' : 'unwatched';
    case 'notices_lost': {
      const connection = active.find(({ connectionId }) => connectionId === incident.subject);
      if (!connection) return 'unwatched';
      // As above: while the very notice waits that was found, nothing has become better.
      const { waitingSince } = connection.notices;
      return waitingSince !== null && waitingSince <= incident.since ? null : 'recovered';
    }
  }
}

/** Late and stale are two grades of one trouble: never both are open. */
function replaces(incident: Trouble, trouble: Trouble): boolean {
  const grades = [incident.kind, trouble.kind].sort().join();
  return grades === 'data_late,data_stale';
}

function isOf(connections: ObservedTenant['connections'], id: string): boolean {
  return connections.some(({ connectionId }) => connectionId === id);
}

function throughNow(
  { connections }: ObservedTenant,
  { connectionId, source }: { connectionId: string; source: string },
) {
  const connection = connections.find((one) => one.isActive && one.connectionId === connectionId);
  const observed = connection?.sources.find((one) => one.source === source);
  return connection && observed ? throughOf(connection, observed).toISOString() : null;
}
