import { useCallback, useMemo } from 'react';
import { useSearch } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { type CatalogueView, readCatalogueView, writeCatalogueView } from './catalogue-view.ts';

/** The view of the list. It lives in the address beside the period; a change leaves no page behind to go back to. */
export function useCatalogueView() {
  const search = useSearch();
  const view = useMemo(() => readCatalogueView(search), [search]);
  const setView = useCallback((change: Partial<CatalogueView>) => {
    const next = writeCatalogueView(location.search, { ...readCatalogueView(location.search), ...change });
    navigate(location.pathname + next, { replace: true });
  }, []);
  return { view, setView };
}
