import { randomUUID } from 'node:crypto';
import { type Database, query, readSql } from '@pulso/database';
import type { IncidentEnd, OpenIncident } from './incident.ts';
import type { AlertChannel, IncidentMessage } from './incident-message.ts';

const sql = readSql(new URL('./claim-message.sql', import.meta.url));

/** A message that this process is to send, for as long as its lease lasts. */
export interface ClaimedMessage {
  message: IncidentMessage;
  claim: { tenantId: string; incidentId: string; phase: string; channel: string; claimId: string };
  /** How often it was tried, this time included. */
  attempts: number;
}

interface Row {
  tenant_id: string;
  incident_id: string;
  phase: 'opened' | 'ended';
  attempts: number;
  kind: OpenIncident['kind'];
  subject: string;
  since: Date;
  details: OpenIncident['details'];
  opened_at: Date;
  ended_at: Date | null;
  end_cause: IncidentEnd | null;
  tenant_name: string;
  time_zone: string;
}

/** Takes the next message that is owed by a channel; null when none is, or others send them. */
export async function claimMessage(
  db: Database,
  channel: AlertChannel['name'],
  { lease_ms }: { lease_ms: number },
): Promise<ClaimedMessage | null> {
  const claimId = randomUUID();
  const [row] = await query<Row>(db, sql, { bind: [channel, claimId, lease_ms] });
  if (!row) return null;
  const { tenant_id: tenantId, incident_id: incidentId, phase, kind, subject, since, details } = row;
  return {
    message: {
      // Kind and details were stored together.
      incident: { tenantId, incidentId, kind, subject, since, details } as OpenIncident,
      phase,
      tenant: { name: row.tenant_name, timeZone: row.time_zone },
      openedAt: row.opened_at,
      endedAt: row.ended_at,
      endCause: row.end_cause,
    },
    claim: { tenantId, incidentId, phase, channel, claimId },
    attempts: row.attempts,
  };
}

/** Notes that a message was taken; whoever holds the claim now, it is not sent again. */
export async function noteSent(db: Database, { claim }: ClaimedMessage, now: Date): Promise<void> {
  await query(
    db,
    `update incident_messages set sent_at = $5, claim_id = null, claimed_until = null
     where tenant_id = $1 and incident_id = $2 and phase = $3 and channel = $4 and sent_at is null`,
    { bind: [claim.tenantId, claim.incidentId, claim.phase, claim.channel, now] },
  );
}

/** Gives a message back that was not taken, to be tried again after a while. */
export async function noteUnsent(db: Database, { claim }: ClaimedMessage, wait_ms: number): Promise<void> {
  await query(
    db,
    `update incident_messages
     set due_at = clock_timestamp() + make_interval(secs => $6::double precision / 1000), claim_id = null, claimed_until = null
     where tenant_id = $1 and incident_id = $2 and phase = $3 and channel = $4 and claim_id = $5`,
    { bind: [claim.tenantId, claim.incidentId, claim.phase, claim.channel, claim.claimId, wait_ms] },
  );
}
