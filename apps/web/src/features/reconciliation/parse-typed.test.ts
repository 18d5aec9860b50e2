import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormatter } from '../../format/create-formatter.ts';
import { parseCount, parseMoney_cents } from './parse-typed.ts';

const format = createFormatter('pt-BR');

describe('what a seller types', () => {
  it.each([
    ['12.345,67', 1_234_567],
    ['12345,67', 1_234_567],
    ['  R$ 12.345,67 ', 1_234_567],
    ['R$\u00a01.000.000,00', 100_000_000],
    ['12.345', 1_234_500],
    ['0', 0],
    ['0,01', 1],
    ['9.999.999.999,99', 999_999_999_999],
  ])('the amount %s is %i cents', (typed, cents) => {
    expect(parseMoney_cents(typed)).toBe(cents);
  });

  it.each([
    '',
    ' ',
    '12.34',
    '12,345.67',
    '1.2345,00',
    '1234.567',
    '12,3',
    '12,345',
    '-5,00',
    '1e3',
    'mil',
    '12.345,67 reais',
    '99.999.999.999,00',
  ])('the text "%s" is no amount', (typed) => {
    expect(parseMoney_cents(typed)).toBe(null);
  });

  it.each([
    ['1.234', 1_234],
    ['1234', 1_234],
    [' 7 ', 7],
    ['0', 0],
    ['12.34', null],
    ['1,5', null],
    ['-1', null],
    ['', null],
    ['9.999.999.999', null],
  ])('the count "%s" is %s', (typed, count) => {
    expect(parseCount(typed)).toBe(count);
  });

  it('that is copied from what Pulso writes is the same number', () => {
    fc.assert(
      fc.property(fc.nat(99_999_999_999), fc.nat(999_999_999), (cents, count) => {
        expect(parseMoney_cents(format.money(cents))).toBe(cents);
        expect(parseCount(format.count(count))).toBe(count);
      }),
    );
  });
});
