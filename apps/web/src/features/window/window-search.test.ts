import { describe, expect, it } from 'vitest';
import { keepAcrossPages, lengthOf, readWindowSearch, writeWindowSearch } from './window-search.ts';

const account = '7f1de2cf-45aa-4c6c-8a1a-0123456789ab';

describe('the address of Visão geral', () => {
  it.each([
    ['', 7, null],
    ['?dias=1', 1, null],
    ['?dias=30', 30, null],
    ['?dias=90&conta=' + account, 90, account],
    ['?dias=31', 7, null],
    ['?dias=7.0', 7, null],
    ['?dias=-30', 7, null],
    ['?conta=1%27%20or%201=1', 7, null],
    ['?de=2026-11-10&ate=2026-11-01', 7, null],
    ['?de=2026-02-30&ate=2026-11-01&dias=30', 30, null],
    ['?de=2025-01-01&ate=2026-11-01', 7, null],
    ['?ate=2026-11-01', 7, null],
  ])('"%s" asks for %i days of account %s', (search, days, connectionId) => {
    expect(readWindowSearch(search)).toEqual({ days, connectionId });
  });

  it('may ask for days of its own, which go before a period', () => {
    const filter = { days: 15, to: '2026-11-15', connectionId: account };
    expect(readWindowSearch(`?dias=30&de=2026-11-01&ate=2026-11-15&conta=${account}`)).toEqual(filter);
    expect(writeWindowSearch('?dias=30&idioma=en', { ...filter, connectionId: null })).toBe(
      '?idioma=en&de=2026-11-01&ate=2026-11-15',
    );
    expect(lengthOf({ from: '2026-03-01', to: '2026-02-28' })).toBeNull();
    expect(lengthOf({ from: '2026-11-15', to: '2026-11-15' })).toBe(1);
  });

  it('says again what it was asked for, and keeps what it does not know', () => {
    const search = writeWindowSearch('?idioma=es&dias=7&de=2026-11-01&ate=2026-11-15', {
      days: 30,
      connectionId: account,
    });
    expect(search).toContain('idioma=es');
    expect(readWindowSearch(search)).toEqual({ days: 30, connectionId: account });
    expect(writeWindowSearch(search, { days: 30, connectionId: null })).toBe('?idioma=es&dias=30');
  });

  it('gives every other page its period, account and language, and nothing else', () => {
    expect(keepAcrossPages(`?ordem=price&dias=30&conta=${account}&idioma=es`)).toBe(
      `?dias=30&conta=${account}&idioma=es`,
    );
    expect(keepAcrossPages('?de=2026-11-01&ate=2026-11-15&numero=receita')).toBe('?de=2026-11-01&ate=2026-11-15');
    expect(keepAcrossPages('?ordem=price')).toBe('');
  });

  it('gives other pages the period up to today, not its dates, of which tomorrow would be none of the same', () => {
    const month = `?de=2026-10-25&ate=2026-11-23&conta=${account}`;
    expect(keepAcrossPages(month, '2026-11-23')).toBe(`?conta=${account}&dias=30`);
    expect(keepAcrossPages(month, '2026-11-24')).toBe(month);
    expect(keepAcrossPages('?de=2026-11-01&ate=2026-11-23', '2026-11-23')).toBe('?de=2026-11-01&ate=2026-11-23');
  });

  it('forgets totals that were typed once it is of other days or another account', () => {
    const typed = '?dias=30&pedidos=95&receita=1234567';
    expect(writeWindowSearch(typed, { days: 7, connectionId: null })).toBe('?dias=7');
    expect(writeWindowSearch(typed, { days: 30, connectionId: account })).toBe(`?dias=30&conta=${account}`);
  });
});
