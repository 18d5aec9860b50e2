import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearch } from 'wouter';
import { type DayWindow, useTRPC } from '../../api/trpc.ts';
import { type NumberName, passportPath } from '../evidence/passport-search.ts';
import { keepAcrossPages } from '../window/window-search.ts';

/** Where the rows of a list of listings lead. */
export interface ListingPaths {
  /** The page of a listing. */
  listing: (listingId: string) => string;
  /** What a number of a listing is made of. */
  passport: (number: NumberName, listingId: string) => string;
}

/** The paths for the days that the numbers of the list are of. */
export function useListingPaths({ from, to }: DayWindow, connectionId: string | null): ListingPaths {
  const search = useSearch();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const today = session?.today;
  return useMemo(
    () => ({
      listing: (listingId) => `/anuncios/${listingId}${keepAcrossPages(search, today)}`,
      passport: (number, listingId) => passportPath({ number, listingId, window: { from, to }, connectionId, search }),
    }),
    [from, to, connectionId, search, today],
  );
}
