import { QueryClient } from '@tanstack/react-query';
import { isPassing } from '../api/describe-failure.ts';
import type { ApiFailure } from '../api/trpc.ts';

const RETRIES_MAX = 2;
const FRESH_FOR_MS = 15_000;

/** Asks again only where that can help, and keeps asking where the browser merely believes to be offline. */
export function createQueryClient(): QueryClient {
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
