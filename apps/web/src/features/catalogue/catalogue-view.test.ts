import { describe, expect, it } from 'vitest';
import {
  firstView,
  hasFilters,
  readCatalogueView,
  sortedBy,
  withoutFilters,
  writeCatalogueView,
} from './catalogue-view.ts';

describe('the address of Anúncios', () => {
  it('asks for the highest revenue first when it asks for nothing, or for what cannot be', () => {
    expect(readCatalogueView('')).toEqual(firstView);
    expect(readCatalogueView('?ordem=password&sentido=up&situacao=sold&clip=maybe&curva=D')).toEqual(firstView);
  });

  it('says again what was chosen, names nothing that is usual, and keeps the period', () => {
    const view = { ...firstView, sort: 'price', direction: 'asc', search: 'vaso & cia', abc: 'B', clip: 'no' } as const;
    const search = writeCatalogueView('?dias=30', { ...view, status: 'paused' });
    expect(search).toMatch(/^\?dias=30&/);
    expect(readCatalogueView(search)).toEqual({ ...view, status: 'paused' });
    expect(writeCatalogueView(search, firstView)).toBe('?dias=30');
    expect(writeCatalogueView('', firstView)).toBe('');
  });

  it('keeps its order, either way round, when its filters are put away', () => {
    const view = { ...firstView, sort: 'price', direction: 'asc', search: 'x', clip: 'no' } as const;
    expect(withoutFilters(view)).toEqual({ ...firstView, sort: 'price', direction: 'asc' });
  });

  it('knows when less than everything is asked for', () => {
    expect(hasFilters({ ...firstView, sort: 'stock' })).toBe(false);
    expect(hasFilters({ ...firstView, search: 'x' })).toBe(true);
    expect(hasFilters({ ...firstView, clip: 'dontKnow' })).toBe(true);
  });
});

describe('a column of Anúncios', () => {
  it('begins with the highest, but names with A and stock with what ends first, and turns round at the second press', () => {
    expect(sortedBy(firstView, 'visits')).toEqual({ ...firstView, sort: 'visits' });
    expect(sortedBy(firstView, 'cover').direction).toBe('asc');
    const byTitle = sortedBy(firstView, 'title');
    expect(byTitle.direction).toBe('asc');
    expect(sortedBy(byTitle, 'title').direction).toBe('desc');
  });
});
