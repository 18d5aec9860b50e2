import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { type ApiFailure, type CatalogueQuery, type CatalogueRow, useTRPC } from '../../api/trpc.ts';
import { type ArrivedPages, PAGE_ROWS, rowOfPages } from './catalogue-pages.ts';

/** A list that flies by asks for nothing; it asks for what it comes to rest at. */
const REST_MS = 200;

/**
 * The rows of a list of which the browser holds only the pages that were looked at.
 * @param inView the first and the last index on the screen
 * @returns among others why rows in sight did not come, and the way to ask for them again; null = none failed
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
  const fetched = useQueries({ queries: wanted.map(pageOptions), combine: togetherOf });
  const { rows: rowsOfPages, failure } = fetched;
  const list = JSON.stringify(query);
  const arrived = useMemo<ArrivedPages>(
    () => ({ list, rows: new Map(wanted.map((page, place) => [page, rowsOfPages[place]])) }),
    [list, wanted, rowsOfPages],
  );
  // Drawn row by row: a page that arrives never stops a scroll.
  const others = useDeferredValue(arrived);

  const shown = { list, first: { rows: first.data?.rows, isOfOldList: first.isPlaceholderData }, others };
  const rowAt = (index: number): CatalogueRow | undefined => rowOfPages(index, shown);
  return { first, rowAt, list, failure, retry: fetched.retry };
}

type Page = Pick<UseQueryResult<{ rows: CatalogueRow[] }, ApiFailure>, 'data' | 'error' | 'refetch'>;

/** The rows of the pages, and why one of them did not come: its rows would be awaited for ever. */
export function togetherOf(pages: readonly Page[]) {
  const failed = pages.filter(({ data, error }) => error !== null && data === undefined);
  return {
    rows: pages.map(({ data }) => data?.rows),
    failure: failed[0]?.error ?? null,
    retry: () => {
      for (const { refetch } of failed) void refetch();
    },
  };
}

function pagesOf({ first, last }: { first: number; last: number }): number[] {
  const from = Math.floor(first / PAGE_ROWS);
  const to = Math.floor(last / PAGE_ROWS);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
