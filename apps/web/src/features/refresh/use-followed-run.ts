import { focusManager, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { isPassing } from '../../api/describe-failure.ts';
import { type JobRun, useTRPC } from '../../api/trpc.ts';
import { isEnded } from './read-run.ts';

/** What is known of a run while it is followed. */
export interface FollowedRun {
  /** As it was told last; null before the first word. */
  run: JobRun | null;
  /** True from when the stream broke until the server tells of the run again. */
  isUnreachable: boolean;
}

const untold: FollowedRun = { run: null, isUnreachable: false };
/** A stream that the server ended in order, because it was long or the server stops: whoever answers now is asked at once. */
const AFTER_END_MS = 200;
/** As long as browsers wait by themselves before they open a stream again that was cut off. */
const AFTER_FAILURE_MS = 5_000;

const subscribeToLooks = (onChange: () => void) => focusManager.subscribe(onChange);
const isLookedAtNow = () => focusManager.isFocused();

/**
 * A run as the server tells of it, until it has ended. A page that nobody looks at follows nothing, because a browser has few connections
 * to one server; whoever comes back is told at once how it stands.
 * @param jobLogId null = none
 */
export function useFollowedRun(jobLogId: string | null): FollowedRun {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const isLookedAt = useSyncExternalStore(subscribeToLooks, isLookedAtNow);
  const [known, setKnown] = useState({ ...untold, jobLogId });
  const followed = known.jobLogId === jobLogId ? known : untold;
  const isWanted = isLookedAt && jobLogId !== null && !(followed.run && isEnded(followed.run));

  const onLost = () => {
    setKnown((before) => ({ ...(before.jobLogId === jobLogId ? before : untold), jobLogId, isUnreachable: true }));
    // A stream does not say why it broke: whoever is not signed in any more is shown the way in, rather than that we keep asking.
    void queryClient.invalidateQueries({ queryKey: trpc.session.get.queryKey() });
  };
  const stream = useSubscription(
    trpc.jobs.follow.subscriptionOptions(
      { jobLogId: jobLogId ?? '' },
      {
        enabled: isWanted,
        onData: (run) => setKnown({ jobLogId, run, isUnreachable: false }),
        onConnectionStateChange: (state) => {
          if (state.error) onLost();
        },
        onError: onLost,
      },
    ),
  );

  useEffect(() => {
    const { status, error, reset } = stream;
    const isCutOff = status === 'error' && isPassing(error);
    if (!isWanted || !(status === 'idle' || isCutOff)) return undefined;
    const timer = setTimeout(reset, isCutOff ? AFTER_FAILURE_MS : AFTER_END_MS);
    return () => clearTimeout(timer);
  }, [isWanted, stream]);
  return followed;
}
