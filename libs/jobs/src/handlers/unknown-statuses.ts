import type { StatusField } from '@pulso/sync';

/** A status that the API document does not name, and how often a run met it. */
export interface UnknownStatus {
  connectionId: string;
  field: StatusField;
  status: string;
  count: number;
}

/** The statuses of one connection that nobody has described, for the run's `metadata.unknownStatuses`. */
export interface UnknownStatuses {
  note(field: StatusField, status: string): void;
  list(): UnknownStatus[];
}

/** Different words that are kept at most: an API that changed its whole vocabulary is seen by fewer. */
const WORDS_MAX = 50;

export function collectUnknownStatuses(connectionId: string): UnknownStatuses {
  const met = new Map<string, UnknownStatus>();
  return {
    note(field, status) {
      const key = `${field} ${status}`;
      const one = met.get(key) ?? { connectionId, field, status, count: 0 };
      if (met.size < WORDS_MAX || met.has(key)) met.set(key, { ...one, count: one.count + 1 });
    },
    list: () => [...met.values()],
  };
}
