import type { CatalogueRow } from '../../api/trpc.ts';

export const PAGE_ROWS = 100;

/** The pages after the first that have arrived, and of which list: its filter, its order, its account. */
export interface ArrivedPages {
  list: string;
  rows: ReadonlyMap<number, readonly CatalogueRow[] | undefined>;
}

interface Shown {
  /** The list that is asked for now. */
  list: string;
  /** Its first page; while another list is fetched, that of the old one. */
  first: { rows: readonly CatalogueRow[] | undefined; isOfOldList: boolean };
  others: ArrivedPages;
}

/**
 * The row at a place of the list; undefined while its page is on its way. Pages are drawn a little after they arrive, so those of another
 * list may still be at hand: they stay away, because a row under the wrong order or account would be a wrong number.
 */
export function rowOfPages(index: number, { list, first, others }: Shown): CatalogueRow | undefined {
  const page = Math.floor(index / PAGE_ROWS);
  const place = index - page * PAGE_ROWS;
  if (page === 0) return first.rows?.[place];
  const isOfThisList = others.list === list && !first.isOfOldList;
  return isOfThisList ? others.rows.get(page)?.[place] : undefined;
}
