import { describe, expect, it } from 'vitest';
import { keepAcrossPages, readWindowSearch, writeWindowSearch } from './window-search.ts';

const account = '7f1de2cf-45aa-4c6c-8a1a-0123456789ab';

describe('the address of Visão geral', () => {
  it.each([
    ['', 7, null],
    ['?dias=30', 30, null],
    ['?dias=90&conta=' + account, 90, account],
    ['?dias=31', 7, null],
    ['?dias=7.0', 7, null],
    ['?dias=-30', 7, null],
    ['?conta=1%27%20or%201=1', 7, null],
  ])('"%s" asks for %i days of account %s', (search, days, connectionId) => {
    expect(readWindowSearch(search)).toEqual({ days, connectionId });
  });

  it('says again what it was asked for, and keeps what it does not know', () => {
    const search = writeWindowSearch('?idioma=es&dias=7', { days: 30, connectionId: account });
    expect(search).toContain('idioma=es');
    expect(readWindowSearch(search)).toEqual({ days: 30, connectionId: account });
    expect(writeWindowSearch(search, { days: 30, connectionId: null })).toBe('?idioma=es&dias=30');
  });

  it('gives every other page its period, account and language, and nothing else', () => {
    expect(keepAcrossPages(`?ordem=price&dias=30&conta=${account}&idioma=es`)).toBe(
      `?dias=30&conta=${account}&idioma=es`,
    );
    expect(keepAcrossPages('?ordem=price')).toBe('');
  });
});
