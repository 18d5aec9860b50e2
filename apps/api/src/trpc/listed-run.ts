import type { JobRun } from '@pulso/job-log';

/** What a run could not read, by kind. */
export interface MissingCount {
  /** Left out = all of a connection, or something without a name. */
  source?: string;
  connectionId?: string;
  count: number;
}

/** A run as a list shows it: what is missing is counted, because a run may name thousands of listings. */
export interface ListedRun extends Omit<JobRun, 'tenantId' | 'errorMessage'> {
  metadata: {
    result?: unknown;
    reason?: unknown;
    progress?: unknown;
    continuedBy?: unknown;
    missing: MissingCount[];
    /** How many missed slots it makes up for. */
    coveredSlots: number;
  };
}

export function toListedRun({ tenantId: _tenant, errorMessage: _message, metadata, ...run }: JobRun): ListedRun {
  const { result, reason, progress, continuedBy, missing, coveredSlots } = metadata;
  return {
    ...run,
    metadata: {
      result,
      reason,
      progress,
      continuedBy,
      missing: countMissing(missing),
      coveredSlots: Array.isArray(coveredSlots) ? coveredSlots.length : 0,
    },
  };
}

function countMissing(missing: unknown): MissingCount[] {
  const counts = new Map<string, MissingCount>();
  for (const one of Array.isArray(missing) ? missing : []) {
    const { source, connectionId } = (one ?? {}) as { source?: unknown; connectionId?: unknown };
    const named = {
      ...(typeof source === 'string' ? { source } : {}),
      ...(typeof connectionId === 'string' ? { connectionId } : {}),
    };
    const key = JSON.stringify(named);
    counts.set(key, { ...named, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
