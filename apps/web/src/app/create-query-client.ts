import { notifyManager, QueryClient } from '@tanstack/react-query';
import { isPassing } from '../api/describe-failure.ts';
import type { ApiFailure } from '../api/trpc.ts';

const RETRIES_MAX = 2;
const FRESH_FOR_MS = 15_000;

/** Asks again only where that can help, and keeps asking where the browser merely believes to be offline. */
export function createQueryClient(): QueryClient {
  // One answer of the server feeds half a dozen parts of a page, and the library would draw them all in one go. Told one by one, each is
  // drawn by itself, and a finger that comes in between is not kept waiting.
  notifyManager.setNotifyFunction((notify) => setTimeout(notify));
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: FRESH_FOR_MS,
        retry: (failures, error) => failures < RETRIES_MAX && isPassing(error as unknown as ApiFailure),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
