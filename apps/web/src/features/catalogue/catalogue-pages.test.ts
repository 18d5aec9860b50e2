import { describe, expect, it } from 'vitest';
import type { CatalogueRow } from '../../api/trpc.ts';
import { PAGE_ROWS, rowOfPages } from './catalogue-pages.ts';

const pageOf = (name: string) =>
  Array.from({ length: PAGE_ROWS }, (_, place) => ({ listingId: `${name}${place}` }) as CatalogueRow);
const first = { rows: pageOf('first'), isOfOldList: false };
const others = { list: 'by price', rows: new Map([[1, pageOf('second')]]) };
const idAt = (index: number, shown: Partial<Parameters<typeof rowOfPages>[1]> = {}) =>
  rowOfPages(index, { list: 'by price', first, others, ...shown })?.listingId;

describe('the rows of a long list', () => {
  it('are those of their page, and none while it is on its way', () => {
    expect([idAt(0), idAt(99), idAt(100), idAt(199)]).toEqual(['first0', 'first99', 'second0', 'second99']);
    expect(idAt(200)).toBeUndefined();
    expect(idAt(0, { first: { rows: undefined, isOfOldList: false } })).toBeUndefined();
  });

  it('are never those that arrived for another order or another account', () => {
    expect(idAt(100, { list: 'by stock' })).toBeUndefined();
    expect(idAt(0, { list: 'by stock' })).toBe('first0');
  });

  it('are the old first page and nothing else while another list is fetched', () => {
    const old = { rows: pageOf('old'), isOfOldList: true };
    expect([idAt(3, { first: old }), idAt(103, { first: old })]).toEqual(['old3', undefined]);
  });
});
