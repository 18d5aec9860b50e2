import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../api/trpc.ts';
import { isEnded } from './read-run.ts';

interface SyncRuns {
  /** The sync that ran when the page was opened. Later ones by the clock are not shown: they would move the page. */
  runningAtFirst: string | null;
  /** The newest sync of any trigger that has ended since the page was opened. */
  lastEnded: string | null;
}

/** The syncs of the tenant, as the age of the data tells of them. */
export function useSyncRuns(): SyncRuns {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.freshness.get.queryOptions());
  const sync = data?.lastRuns.find((run) => run.jobType === 'sync-mercadolivre') ?? null;
  const [first, setFirst] = useState<{ runId: string | null; isRunning: boolean } | null>(null);
  if (data && !first) setFirst({ runId: sync?.jobLogId ?? null, isRunning: sync !== null && !isEnded(sync) });
  if (!first) return { runningAtFirst: null, lastEnded: null };
  const isNew = sync !== null && isEnded(sync) && (sync.jobLogId !== first.runId || first.isRunning);
  return {
    runningAtFirst: first.isRunning ? first.runId : null,
    lastEnded: isNew ? sync.jobLogId : null,
  };
}
