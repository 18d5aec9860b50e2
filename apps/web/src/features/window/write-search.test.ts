import { afterEach, expect, it, vi } from 'vitest';
import { readCatalogueView, writeCatalogueView } from '../catalogue/catalogue-view.ts';
import { keepAcrossPages } from './window-search.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('an address keeps what it asks for in a browser that does not count it', () => {
  vi.spyOn(URLSearchParams.prototype, 'size', 'get').mockReturnValue(undefined as unknown as number);
  expect(keepAcrossPages('?dias=30')).toBe('?dias=30');
  expect(writeCatalogueView('', readCatalogueView('?busca=vaso'))).toBe('?busca=vaso');
});
