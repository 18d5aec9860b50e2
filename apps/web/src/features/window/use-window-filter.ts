import { useCallback, useMemo } from 'react';
import { useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import type { WindowFilter } from '../../api/trpc.ts';
import { readWindowSearch, writeWindowSearch } from './window-search.ts';

function goTo(change: Partial<WindowFilter>): void {
  const search = writeWindowSearch(location.search, { ...readWindowSearch(location.search), ...change });
  if (search !== location.search) navigate(location.pathname + search + location.hash);
}

/** The period and account of the page. They live in the address, so that it can be kept and sent to somebody. */
export function useWindowFilter() {
  const search = useSearch();
  const filter = useMemo(() => readWindowSearch(search), [search]);
  const setDays = useCallback((days: number) => goTo({ days }), []);
  const setConnection = useCallback((connectionId: string | null) => goTo({ connectionId }), []);
  return { filter, setDays, setConnection };
}
