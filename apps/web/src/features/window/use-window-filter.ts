import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { type DayRange, lengthOf, readWindowSearch, writeWindowSearch } from './window-search.ts';

function goTo(change: (filter: WindowFilter) => WindowFilter): void {
  const search = writeWindowSearch(location.search, change(readWindowSearch(location.search)));
  if (search !== location.search) navigate(location.pathname + search + location.hash);
}

/** The period and account of the page. They live in the address, so that it can be kept and sent to somebody. */
export function useWindowFilter() {
  const search = useSearch();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const wanted = useMemo(() => readWindowSearch(search), [search]);
  // Days to come have no numbers: as if they had not been asked for.
  const isToCome = session !== undefined && wanted.to !== undefined && wanted.to > session.today;
  const filter = useMemo(
    () => (isToCome ? { ...readWindowSearch(''), connectionId: wanted.connectionId } : wanted),
    [wanted, isToCome],
  );
  const setDays = useCallback((days: number) => goTo(({ connectionId }) => ({ days, connectionId })), []);
  const setRange = useCallback(
    (range: DayRange) =>
      goTo((asked) => {
        const days = lengthOf(range);
        return days === null ? asked : { days, to: range.to, connectionId: asked.connectionId };
      }),
    [],
  );
  const setConnection = useCallback((connectionId: string | null) => goTo((asked) => ({ ...asked, connectionId })), []);
  return { filter, setDays, setRange, setConnection };
}
