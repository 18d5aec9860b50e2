import { describe, expect, it } from 'vitest';
import { createFormatter } from './create-formatter.ts';

const format = createFormatter('pt-BR');
/** Intl parts amounts by spaces that do not break; a reader sees a space. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

describe('what a seller reads', () => {
  it.each([
    [0, 'R$ 0,00'],
    [-0, 'R$ 0,00'],
    [1, 'R$ 0,01'],
    [123_456, 'R$ 1.234,56'],
    [-4_990, '-R$ 49,90'],
    [100_000_000_000, 'R$ 1.000.000.000,00'],
    [null, '—'],
    [Number.NaN, '—'],
    [Number.POSITIVE_INFINITY, '—'],
  ])('writes %s cents as %s', (cents, words) => {
    expect(plain(format.money(cents))).toBe(words);
  });

  it.each([
    [0, 'R$ 0'],
    [123_456, 'R$ 1,2 mil'],
    [100_000_000_000, 'R$ 1 bi'],
    [-250_000, '-R$ 2,5 mil'],
    [null, '—'],
  ])('writes %s cents on an axis as %s', (cents, words) => {
    expect(plain(format.moneyShort(cents))).toBe(words);
  });

  it.each([
    [0, '0', '0'],
    [-12, '-12', '-12'],
    [1_234, '1.234', '1,2 mil'],
    [1_000_000_000, '1.000.000.000', '1 bi'],
    [null, '—', '—'],
  ])('counts %s as %s, on an axis as %s', (value, words, short) => {
    expect(format.count(value)).toBe(words);
    expect(plain(format.countShort(value))).toBe(short);
  });

  it.each([
    [0, '0,00%'],
    [0.034_56, '3,46%'],
    [1, '100,00%'],
    [-0.1, '-10,00%'],
    [1_000_000_000, '100.000.000.000,00%'],
    [null, '—'],
    [0 / 0, '—'],
  ])('writes the share %s as %s', (share, words) => {
    expect(format.percent(share)).toBe(words);
  });

  it('writes a share on an axis as short as it can', () => {
    expect([0, 0.05, 0.0345, null].map(format.percentShort)).toEqual(['0%', '5%', '3,5%', '—']);
  });

  it.each([
    [1.25, '1,3'],
    [2, '2,0'],
    [0, '0,0'],
    [null, '—'],
  ])('writes the mean %s as %s', (mean, words) => {
    expect(format.mean(mean)).toBe(words);
  });

  it.each([
    [1234.5, 2, '1234,50'],
    [0.034_56, 4, '0,0346'],
    [-0, 0, '0'],
    [1_000_000, 0, '1000000'],
    [null, 2, ''],
    [Number.NaN, 2, ''],
  ])('writes %s into a file with %i decimals as "%s"', (value, decimals, words) => {
    expect(format.plain(value, decimals)).toBe(words);
  });
});

describe('how long something took, and how long ago it was', () => {
  it.each([
    [0, '0 s'],
    [3_240, '3,2 s'],
    [9_999, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 0 s'],
    [80_000, '1 min 20 s'],
    [3_780_000, '1 h 3 min'],
    [null, '—'],
  ])('says of %s ms that it took %s', (ms, words) => {
    expect(plain(format.duration(ms))).toBe(words);
  });

  it.each([
    [-5, 'agora'],
    [0, 'agora'],
    [1, 'há 1 minuto'],
    [59, 'há 59 minutos'],
    [60, 'há 1 hora'],
    [119, 'há 1 hora'],
    [47 * 60, 'há 47 horas'],
    [48 * 60, 'há 2 dias'],
    [1_000_000_000, 'há 694.444 dias'],
    [null, '—'],
  ])('says of %s minutes: %s', (minutes, words) => {
    expect(format.age(minutes)).toBe(words);
  });
});

describe('days and instants', () => {
  it('keeps a calendar day the day that it is, whatever the zone of the reader', () => {
    expect(format.day('2026-01-01')).toBe('01/01');
    expect(format.weekday('2026-11-20')).toBe('sex., 20/11');
    expect(format.date('2026-01-01')).toBe('01/01/2026');
    expect(format.weekdayName('2026-11-20')).toBe('sex.');
    expect(format.weekdayLong('2026-11-20')).toBe('sexta-feira');
  });

  it('writes a window with both of its ends', () => {
    expect(plain(format.dayRange({ from: '2026-11-17', to: '2026-11-23' }))).toBe('17 – 23 de novembro de 2026');
    expect(format.dayRange({ from: '2025-12-30', to: '2026-01-05' })).toMatch(/2025.*2026/);
  });

  it('shows an instant on the clock of the tenant', () => {
    expect(format.instant('2026-11-24T02:30:00Z', 'America/Sao_Paulo')).toBe('23/11/2026, 23:30');
    expect(format.zone('America/Sao_Paulo', '2026-11-24T02:30:00Z')).toContain('Brasília');
  });

  it('writes what is added and taken away with its sign, and an amount as it is typed', () => {
    expect([5, 0, -5].map((value) => format.signed(value, format.count))).toEqual(['+5', '0', '-5']);
    expect(plain(format.signed(-123, format.money))).toBe('-R$ 1,23');
    expect(createFormatter('en').typed(1_234_567)).toBe('12.345,67');
  });

  it('writes a time of day as the language does', () => {
    expect(format.clock(4, 30)).toBe('04:30');
    expect(plain(createFormatter('en').clock(16, 5))).toBe('04:05 PM');
  });

  it('writes the same number as another language does', () => {
    expect(createFormatter('en').money(123_456)).toBe('R$1,234.56');
    expect(createFormatter('es').percent(0.5)).toMatch(/^50,00\s%$/);
  });
});
