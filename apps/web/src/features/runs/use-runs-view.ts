import { useCallback, useMemo } from 'react';
import { useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { type RunsView, readRunsView, writeRunsView } from './runs-view.ts';

/** Which runs are looked at. It lives in the address; a change leaves no page behind to go back to. */
export function useRunsView() {
  const search = useSearch();
  const view = useMemo(() => readRunsView(search), [search]);
  const setView = useCallback((change: Partial<RunsView>) => {
    const next = writeRunsView(location.search, { ...readRunsView(location.search), ...change });
    navigate(location.pathname + next, { replace: true });
  }, []);
  return { view, setView };
}
