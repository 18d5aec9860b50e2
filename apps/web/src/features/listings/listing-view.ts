import type { ListingSort, SortDirection } from '../../api/trpc.ts';

export const PAGE_SIZE = 20;

/** How the list is looked at: its order and its page (from 0). */
export interface ListingView {
  sort: ListingSort;
  direction: SortDirection;
  page: number;
}

export const firstView: ListingView = { sort: 'gmv', direction: 'desc', page: 0 };

/** The view after a press on a column's name: names begin with A, numbers with the highest; once more turns it round. */
export function sortBy(view: ListingView, sort: ListingSort): ListingView {
  if (view.sort === sort) return { sort, direction: view.direction === 'asc' ? 'desc' : 'asc', page: 0 };
  return { sort, direction: sort === 'title' ? 'asc' : 'desc', page: 0 };
}

export interface ShownPage {
  /** Which page the rows on the screen are of: while another one is fetched, the one before. */
  shownPage: number;
  /** How many rows that are. */
  shown: number;
  total: number;
}

/** Which entries (from 1, both ends included) are on the screen, and whether there are pages around the one that was asked for. */
export function pageRange({ page }: Pick<ListingView, 'page'>, { shownPage, shown, total }: ShownPage) {
  const from = shownPage * PAGE_SIZE + 1;
  const to = shownPage * PAGE_SIZE + shown;
  return { from, to, hasPrevious: page > 0, hasNext: (page + 1) * PAGE_SIZE < total };
}
