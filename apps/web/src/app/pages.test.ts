import { describe, expect, it } from 'vitest';
import { pageAt, pages } from './pages.ts';

describe('the page at a path', () => {
  it.each([
    ['/', 'overview'],
    ['/anuncios', 'listings'],
    ['/anuncios/', 'listings'],
    ['/anuncios/MLB1', 'listing'],
    ['/anuncios/MLB1/', 'listing'],
    ['/anuncios/MLB1/mais', undefined],
    ['/execucoes', 'runs'],
    ['/passaporte', 'passport'],
    ['/conferencia', 'reconciliation'],
    ['/contas', 'accounts'],
    ['/ajustes', 'settings'],
    ['/acesso', 'access'],
    ['/nada', undefined],
  ])('%s is %s', (path, name) => {
    expect(pageAt(path)?.name).toBe(name);
  });

  it('is one of a few in the navigation, which on a phone are all under the thumb', () => {
    expect(pages.filter(({ icon }) => icon !== undefined).length).toBeLessThanOrEqual(5);
  });
});
