import { describe, expect, it } from 'vitest';
import type { DayWindow } from '../../api/trpc.ts';
import { readWindowSearch } from '../window/window-search.ts';
import { passportPath, readPassportView } from './passport-search.ts';

describe('the address of a passport', () => {
  it.each([
    ['', 'revenue', null],
    ['?numero=pedidos', 'orders', null],
    ['?numero=unidades&anuncio=MLB123', 'units', 'MLB123'],
    ['?numero=cancelamentos&anuncio=MLB123', 'revenue', 'MLB123'],
    ['?numero=lucro&anuncio=../../x', 'revenue', null],
  ] as const)('"%s" is that of %s, of the listing %s', (search, number, listingId) => {
    expect(readPassportView(search)).toEqual({ number, listingId });
  });

  it('names its days, so that it stays the passport of the same number tomorrow', () => {
    const window = { from: '2026-11-17', to: '2026-11-23' } as DayWindow;
    const connectionId = '7f1de2cf-45aa-4c6c-8a1a-0123456789ab';
    const path = passportPath({
      number: 'netRevenue',
      listingId: 'MLB9',
      window,
      connectionId,
      search: '?dias=7&idioma=es&ordem=price',
    });
    expect(path).toMatch(/^\/passaporte\?idioma=es&/);
    const search = path.slice(path.indexOf('?'));
    expect(search).not.toContain('ordem');
    expect(readPassportView(search)).toEqual({ number: 'netRevenue', listingId: 'MLB9' });
    expect(readWindowSearch(search)).toEqual({ days: 7, to: '2026-11-23', connectionId });
  });
});
