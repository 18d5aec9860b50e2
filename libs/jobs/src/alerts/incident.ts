import type { FreshnessPromise, SourceName } from '@pulso/domain';

/** What can go wrong for a tenant so that somebody is told. A stored name is never changed. */
export const incidentKinds = ['data_late', 'data_stale', 'run_failed', 'connection_lost', 'notices_lost'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/**
 * How an incident ends: `recovered` by itself or by somebody's work; `replaced` by a graver one, which tells the end;
 * `unwatched` because its tenant was paused or its seller disconnected. Stored names are never changed.
 */
export const incidentEnds = ['recovered', 'replaced', 'unwatched'] as const;
export type IncidentEnd = (typeof incidentEnds)[number];

/** A source that is behind. */
export interface LateSource {
  connectionId: string;
  /** What the seller is called at Mercado Livre. */
  seller: string;
  source: SourceName;
  /** ISO instant up to which it is read; before its first reading, that at which it was connected. */
  through: string;
}

interface DetailsByKind {
  data_late: { promise: FreshnessPromise; sources: LateSource[] };
  data_stale: { promise: FreshnessPromise; sources: LateSource[] };
  /** `errorCode` of the newest failure; null when its process died. `lastFailedAt`: ISO instant. */
  run_failed: { failures: number; errorCode: string | null; lastFailedAt: string };
  /** `reason`: why, in Portuguese, as the connection shows it. */
  connection_lost: { seller: string; reason: string };
  /** `waiting`: came, and could not be read. `missed`: never came to our callback, found in Mercado Livre's feed. */
  notices_lost: { seller: string; waiting: number; missed: number };
}

/** Something that is wrong now; tenant, kind and subject together say what. */
export type Trouble = {
  [Kind in IncidentKind]: {
    tenantId: string;
    kind: Kind;
    /** What it is about within the tenant: a connection, a job; empty = the tenant as a whole. */
    subject: string;
    /** When it began. */
    since: Date;
    details: DetailsByKind[Kind];
  };
}[IncidentKind];

/** A trouble that was told, or is about to be; its facts are those of the look that found it. */
export type OpenIncident = Trouble & { incidentId: string };

export const isSame = (one: Trouble, other: Trouble): boolean =>
  one.tenantId === other.tenantId && one.kind === other.kind && one.subject === other.subject;
