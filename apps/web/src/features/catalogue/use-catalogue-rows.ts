import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { type CatalogueQuery, type CatalogueRow, useTRPC } from '../../api/trpc.ts';
import { type ArrivedPages, PAGE_ROWS, rowOfPages } from './catalogue-pages.ts';

/** A list that flies by asks for nothing; it asks for what it comes to rest at. */
const REST_MS = 200;

/**
 * The rows of a list of which the browser holds only the pages that were looked at.
 * @param inView the first and the last index on the screen
 */
export function useCatalogueRows(query: CatalogueQuery, inView: { first: number; last: number }) {
  const trpc = useTRPC();
  const pageOptions = (page: number) =>
    trpc.listings.list.queryOptions({ ...query, limit: PAGE_ROWS, offset: page * PAGE_ROWS });
  const first = useQuery({ ...pageOptions(0), placeholderData: keepPreviousData });
  const [restingAt] = useDebouncedValue(pagesOf(inView).join(), REST_MS);
  const total = first.data?.total ?? 0;
  const wanted = useMemo(
    () =>
      restingAt
        .split(',')
        .map(Number)
        .filter((page) => page > 0 && page * PAGE_ROWS < total),
    [restingAt, total],
  );
  const fetched = useQueries({ queries: wanted.map(pageOptions), combine: rowsOf });
  const list = JSON.stringify(query);
  const arrived = useMemo<ArrivedPages>(
    () => ({ list, rows: new Map(wanted.map((page, place) => [page, fetched[place]])) }),
    [list, wanted, fetched],
  );
  // Drawn row by row: a page that arrives never stops a scroll.
  const others = useDeferredValue(arrived);

  const shown = { list, first: { rows: first.data?.rows, isOfOldList: first.isPlaceholderData }, others };
  const rowAt = (index: number): CatalogueRow | undefined => rowOfPages(index, shown);
  return { first, rowAt };
}

const rowsOf = (pages: UseQueryResult<{ rows: CatalogueRow[] }, unknown>[]) => pages.map(({ data }) => data?.rows);

function pagesOf({ first, last }: { first: number; last: number }): number[] {
  const from = Math.floor(first / PAGE_ROWS);
  const to = Math.floor(last / PAGE_ROWS);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
