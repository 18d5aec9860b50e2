import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ApiFailure, type Freshness, type JobRun, useTRPC } from '../../api/trpc.ts';
import { isEnded, readContinuedBy } from './read-run.ts';

const POLL_MS = 1000;

/** Where the update that this page follows stands. */
export type RefreshState =
  | { kind: 'idle' }
  | { kind: 'starting' }
  | { kind: 'refused'; failure: ApiFailure }
  | { kind: 'running'; run: JobRun | null; isUnreachable: boolean }
  | { kind: 'ended'; run: JobRun };

export interface Refresh {
  state: RefreshState;
  isBusy: boolean;
  start: () => void;
  dismiss: () => void;
}

/**
 * Starts an update, or follows one that already runs, and fetches all numbers anew when it has ended.
 * A run that another attempt continues hands over to it.
 */
export function useRefresh(): Refresh {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [followedId, setFollowedId] = useState<string | null>(null);

  const started = useMutation(
    trpc.jobs.refresh.mutationOptions({ onSuccess: ({ jobLogId }) => setFollowedId(jobLogId) }),
  );
  const followed = useQuery(
    trpc.jobs.get.queryOptions(
      { jobLogId: followedId ?? '' },
      {
        enabled: followedId !== null,
        retry: false,
        refetchInterval: ({ state }) => (state.data && isEnded(state.data) ? false : POLL_MS),
      },
    ),
  );
  const run = followedId === null ? null : (followed.data ?? null);
  const isOver = run !== null && isEnded(run);

  const running = useQuery(trpc.freshness.get.queryOptions(undefined, { select: findRunningSync })).data ?? null;
  if (running !== null && followedId === null && !started.isPending) setFollowedId(running);

  const next = run && isOver ? readContinuedBy(run) : null;
  if (next !== null) setFollowedId(next);

  const endedId = isOver ? run.jobLogId : null;
  useEffect(() => {
    if (endedId !== null) void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !isJobKey(queryKey) });
  }, [endedId, queryClient]);

  const state = toState({
    isStarting: started.isPending,
    refusal: started.error,
    followedId,
    run,
    error: followed.error,
  });
  const isBusy = state.kind === 'starting' || state.kind === 'running';
  return {
    state,
    isBusy,
    start: () => {
      if (!isBusy) started.mutate();
    },
    dismiss: () => {
      setFollowedId(null);
      started.reset();
    },
  };
}

interface Parts {
  isStarting: boolean;
  refusal: ApiFailure | null;
  followedId: string | null;
  run: JobRun | null;
  error: ApiFailure | null;
}

function toState({ isStarting, refusal, followedId, run, error }: Parts): RefreshState {
  if (isStarting) return { kind: 'starting' };
  if (refusal) return { kind: 'refused', failure: refusal };
  if (followedId === null) return { kind: 'idle' };
  if (run && isEnded(run)) return { kind: 'ended', run };
  return { kind: 'running', run, isUnreachable: error !== null };
}

function findRunningSync({ lastRuns }: Freshness): string | null {
  return lastRuns.find((run) => run.jobType === 'sync-mercadolivre' && !isEnded(run))?.jobLogId ?? null;
}

/** The keys of tRPC queries begin with the path of the procedure. */
function isJobKey([path]: readonly unknown[]): boolean {
  return Array.isArray(path) && path[0] === 'jobs';
}
