import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../api/trpc.ts';
import { isEnded } from './read-run.ts';

interface KnownRuns {
  /** The sync that ran when the page was opened. Later ones by the clock are not shown: they would move the page. */
  runningAtFirst: string | null;
  /** When a run of whatever job last ended (ISO 8601), once one has since the page was opened; before that null. */
  newerSince: string | null;
}

/** The runs of the tenant, as the age of the data tells of them: syncs, and what notices had read. */
export function useKnownRuns(): KnownRuns {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.freshness.get.queryOptions());
  const [first, setFirst] = useState<{ runningId: string | null; lastRunEndedAt: string | null } | null>(null);
  if (data && !first) {
    const sync = data.lastRuns.find((run) => run.jobType === 'sync-mercadolivre');
    setFirst({ runningId: sync && !isEnded(sync) ? sync.jobLogId : null, lastRunEndedAt: data.lastRunEndedAt });
  }
  if (!data || !first) return { runningAtFirst: null, newerSince: null };
  const isNewer = data.lastRunEndedAt !== first.lastRunEndedAt;
  return { runningAtFirst: first.runningId, newerSince: isNewer ? data.lastRunEndedAt : null };
}
