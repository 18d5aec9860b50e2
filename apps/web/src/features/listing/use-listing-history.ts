import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type DayWindow, useTRPC } from '../../api/trpc.ts';

/** One listing over the days of a window. */
export function useListingHistory(listingId: string, window: DayWindow) {
  const trpc = useTRPC();
  return useQuery(trpc.listings.history.queryOptions({ listingId, ...window }, { placeholderData: keepPreviousData }));
}
