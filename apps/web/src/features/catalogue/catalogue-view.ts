import type { CatalogueQuery } from '../../api/trpc.ts';
import { listingStates } from '../listings/listing-states.ts';
import { writeSearch } from '../window/write-search.ts';

export type CatalogueSort = CatalogueQuery['sort'];

/** How the list is looked at; null = not asked for. */
export interface CatalogueView {
  sort: CatalogueSort;
  direction: 'asc' | 'desc';
  search: string;
  status: (typeof listingStates)[number] | null;
  clip: (typeof clips)[number] | null;
  abc: (typeof classes)[number] | null;
}

export const sorts = [
  'gmv',
  'title',
  'orders',
  'units',
  'visits',
  'conversion',
  'price',
  'stock',
  'cover',
] as const satisfies readonly CatalogueSort[];
export const clips = ['yes', 'no', 'dontKnow'] as const;
export const classes = ['A', 'B', 'C'] as const;

export const firstView: CatalogueView = {
  sort: 'gmv',
  direction: 'desc',
  search: '',
  status: null,
  clip: null,
  abc: null,
};

/** What an address asks for (`?ordem=price&sentido=asc&busca=vaso`); what cannot be is as if not asked. */
export function readCatalogueView(search: string): CatalogueView {
  const asked = new URLSearchParams(search);
  const oneOf = <One extends string>(all: readonly One[], key: string) =>
    all.find((one) => one === asked.get(key)) ?? null;
  return {
    sort: oneOf(sorts, 'ordem') ?? firstView.sort,
    direction: oneOf(['asc', 'desc'] as const, 'sentido') ?? firstView.direction,
    search: (asked.get('busca') ?? '').slice(0, 200),
    status: oneOf(listingStates, 'situacao'),
    clip: oneOf(clips, 'clip'),
    abc: oneOf(classes, 'curva'),
  };
}

/** The address that asks for `view`; what is as it is at first is not named, and what else the address says stays. */
export function writeCatalogueView(search: string, view: CatalogueView): string {
  const asked = new URLSearchParams(search);
  const put = (key: string, value: string | null, usual: string | null) => {
    if (value === null || value === usual) asked.delete(key);
    else asked.set(key, value);
  };
  put('ordem', view.sort, firstView.sort);
  put('sentido', view.direction, firstView.direction);
  put('busca', view.search, '');
  put('situacao', view.status, null);
  put('clip', view.clip, null);
  put('curva', view.abc, null);
  return writeSearch(asked);
}

/** The view after a press on a column's name: names begin with A, numbers with the highest; once more turns it round. */
export function sortedBy(view: CatalogueView, sort: CatalogueSort): CatalogueView {
  if (view.sort === sort) return { ...view, direction: view.direction === 'asc' ? 'desc' : 'asc' };
  // Stock that ends first is what one looks for.
  return { ...view, sort, direction: sort === 'title' || sort === 'cover' ? 'asc' : 'desc' };
}

/** The same order of every listing. */
export function withoutFilters({ sort, direction }: CatalogueView): CatalogueView {
  return { ...firstView, sort, direction };
}

export function hasFilters({ search, status, clip, abc }: CatalogueView): boolean {
  return search !== '' || status !== null || clip !== null || abc !== null;
}
