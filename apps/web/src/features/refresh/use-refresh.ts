import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ApiFailure, type JobRun, useTRPC } from '../../api/trpc.ts';
import { isEnded, readContinuedBy } from './read-run.ts';
import { useFollowedRun } from './use-followed-run.ts';
import { useKnownRuns } from './use-known-runs.ts';

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
 * Starts an update, or follows the one that ran when the page was opened, and fetches all numbers anew
 * when any run has ended, one that notices brought about among them. A run that another attempt continues hands over to it.
 */
export function useRefresh(): Refresh {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { runningAtFirst, newerSince } = useKnownRuns();
  const [startedId, setStartedId] = useState<string | null | undefined>(undefined);
  const followedId = startedId === undefined ? runningAtFirst : startedId;

  const started = useMutation(
    trpc.jobs.refresh.mutationOptions({ onSuccess: ({ jobLogId }) => setStartedId(jobLogId) }),
  );
  const { run, isUnreachable } = useFollowedRun(followedId);
  const next = run && isEnded(run) ? readContinuedBy(run) : null;
  if (next !== null && next !== followedId) setStartedId(next);

  // Whichever run ended, ours, one by the clock or one by a notice, the numbers on the screen are older than it.
  const endedId = run && isEnded(run) ? run.jobLogId : null;
  useEffect(() => {
    if (endedId === null && newerSince === null) return;
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !isJobKey(queryKey) });
  }, [endedId, newerSince, queryClient]);

  const state = toState({ isStarting: started.isPending, refusal: started.error, run, isUnreachable });
  const shown: RefreshState = followedId === null && state.kind === 'running' ? { kind: 'idle' } : state;
  const isBusy = shown.kind === 'starting' || shown.kind === 'running';
  return {
    state: shown,
    isBusy,
    start: () => {
      if (!isBusy) started.mutate();
    },
    dismiss: () => {
      setStartedId(null);
      started.reset();
    },
  };
}

interface Parts {
  isStarting: boolean;
  refusal: ApiFailure | null;
  run: JobRun | null;
  isUnreachable: boolean;
}

function toState({ isStarting, refusal, run, isUnreachable }: Parts): RefreshState {
  if (isStarting) return { kind: 'starting' };
  if (refusal) return { kind: 'refused', failure: refusal };
  if (run && isEnded(run)) return { kind: 'ended', run };
  return { kind: 'running', run, isUnreachable };
}

/** The keys of tRPC queries begin with the path of the procedure. */
function isJobKey([path]: readonly unknown[]): boolean {
  return Array.isArray(path) && path[0] === 'jobs';
}
