import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { causeOf, isPassing } from '../api/describe-failure.ts';
import type { ApiFailure } from '../api/trpc.ts';

const RETRIES_MAX = 2;
const FRESH_FOR_MS = 15_000;

/** Where tRPC keeps who is signed in. */
const SESSION_KEY = [['session', 'get']];

/** Asks again only where that can help, and keeps asking where the browser merely believes to be offline. */
export function createQueryClient(): QueryClient {
  // One answer of the server feeds half a dozen parts of a page, and the library would draw them all in one go. Told one by one, each is
  // drawn by itself, and a finger that comes in between is not kept waiting.
  notifyManager.setNotifyFunction((notify) => setTimeout(notify));
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, { queryKey }) => {
        if (String(queryKey[0]) !== String(SESSION_KEY[0])) onRefused(error);
      },
    }),
    mutationCache: new MutationCache({ onError: (error) => onRefused(error) }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: FRESH_FOR_MS,
        retry: (failures, error) => failures < RETRIES_MAX && isPassing(error as unknown as ApiFailure),
      },
      mutations: { networkMode: 'always' },
    },
  });
  // A session that has ended shows in whatever is asked next; the gate then shows the way in instead of a page of failures.
  const onRefused = (error: unknown) => {
    const isOver = causeOf(error as ApiFailure) === 'signIn';
    if (isOver) void client.invalidateQueries({ queryKey: SESSION_KEY });
  };
  return client;
}
