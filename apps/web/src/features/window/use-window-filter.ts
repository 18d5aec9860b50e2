import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { WindowFilter } from '../../api/trpc.ts';
import { readWindowSearch, writeWindowSearch } from './window-search.ts';

const CHANGED = 'pulso:address';

function subscribe(onChange: () => void): () => void {
  addEventListener('popstate', onChange);
  addEventListener(CHANGED, onChange);
  return () => {
    removeEventListener('popstate', onChange);
    removeEventListener(CHANGED, onChange);
  };
}

function goTo(change: Partial<WindowFilter>): void {
  const search = writeWindowSearch(location.search, { ...readWindowSearch(location.search), ...change });
  if (search === location.search) return;
  history.pushState(null, '', search + location.hash);
  dispatchEvent(new Event(CHANGED));
}

/** The period and account of the page. They live in the address, so that it can be kept and sent to somebody. */
export function useWindowFilter() {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const filter = useMemo(() => readWindowSearch(search), [search]);
  const setDays = useCallback((days: number) => goTo({ days }), []);
  const setConnection = useCallback((connectionId: string | null) => goTo({ connectionId }), []);
  return { filter, setDays, setConnection };
}
