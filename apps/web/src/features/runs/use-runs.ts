import { type InfiniteData, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { type ApiFailure, type ListedRun, useTRPC, useTRPCClient } from '../../api/trpc.ts';
import { isEnded } from '../refresh/read-run.ts';
import type { RunsView } from './runs-view.ts';

const PAGE_RUNS = 20;
/** While something runs, its progress is followed. */
const FOLLOW_MS = 2_000;
const REFETCH_MS = 20_000;

interface Page {
  runs: ListedRun[];
  nextCursor: string | null;
}

/** The runs of a view, newest first, a page more with each press. */
export function useRuns(view: RunsView) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const asked = { ...view, limit: PAGE_RUNS };
  return useInfiniteQuery<Page, ApiFailure, InfiniteData<Page>, readonly unknown[], string | null>({
    queryKey: trpc.jobs.list.infiniteQueryKey(asked),
    queryFn: ({ pageParam, signal }) => client.jobs.list.query({ ...asked, cursor: pageParam }, { signal }),
    initialPageParam: null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ runs }) => runs.some((run) => !isEnded(run))) ? FOLLOW_MS : REFETCH_MS,
  });
}
