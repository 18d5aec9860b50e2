import type { IncidentEnd, OpenIncident } from './incident.ts';

/** One message that is owed: of one incident, its beginning or its end, by one channel. */
export interface IncidentMessage {
  incident: OpenIncident;
  phase: 'opened' | 'ended';
  /** As it is called and where its days are now. */
  tenant: { name: string; timeZone: string };
  openedAt: Date;
  /** Null while the incident is open. */
  endedAt: Date | null;
  endCause: IncidentEnd | null;
}

/** A message in the words that somebody reads. */
export interface AlertText {
  /** The same for the same message, however often it is sent. */
  id: string;
  title: string;
  /** Plain sentences, one a line. */
  lines: string[];
  /** For programs; holds no secret and nothing of a buyer. */
  fields: object;
}

/** A way on which messages reach somebody. */
export interface AlertChannel {
  /** A stored name, never changed. */
  name: 'webhook' | 'mail';
  /** @throws Error when nobody has taken it, or that is not known; ends within half a minute */
  send(text: AlertText): Promise<void>;
}
