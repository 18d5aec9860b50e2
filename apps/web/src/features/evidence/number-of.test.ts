import { describe, expect, it } from 'vitest';
import type { ListingHistory, Totals } from '../../api/trpc.ts';
import { createFormatter } from '../../format/create-formatter.ts';
import { numberOfListing, publishedSum, writeNumber } from './number-of.ts';

const day = (told: object) =>
  ({ orders: 0, units: 0, gmv_cents: 0, visits: null, netRevenue_cents: 0, ...told }) as ListingHistory['days'][number];
const days = [
  day({ orders: 2, units: 3, gmv_cents: 9_000, visits: 40, netRevenue_cents: 7_000 }),
  day({ orders: 5, units: 5, gmv_cents: 1_000, netRevenue_cents: null }),
];

describe('a number of one listing', () => {
  it('is the sum of its days', () => {
    expect(numberOfListing(days, 'revenue')).toEqual({ value: 10_000, known: 2, expected: 2 });
    expect(numberOfListing(days, 'orders').value).toBe(7);
  });

  it('says of how many of its days it is, where some are not known', () => {
    expect(numberOfListing(days, 'visits')).toEqual({ value: 40, known: 1, expected: 2 });
    expect(numberOfListing(days, 'conversion')).toEqual({ value: 2 / 40, known: 1, expected: 2 });
    expect(numberOfListing(days, 'netRevenue')).toEqual({ value: 7_000, known: 1, expected: 2 });
  });

  it('is not known where nothing was read, or there is nothing to divide by', () => {
    expect(numberOfListing([], 'revenue').value).toBeNull();
    expect(numberOfListing([day({})], 'visits')).toEqual({ value: null, known: 0, expected: 1 });
    expect(numberOfListing([day({ visits: 0 })], 'conversion').value).toBeNull();
  });
});

describe('what the orders of a passport are held against', () => {
  const totals = {
    days: { known: 7, expected: 7 },
    orders: 4,
    gmv_cents: 100,
    netRevenue_cents: { value: 90, known: 6, expected: 7 },
  } as Totals;

  it('is the published number, and nothing where it is known in part or no day is', () => {
    expect(publishedSum(totals, 'revenue')).toBe(100);
    expect(publishedSum(totals, 'netRevenue')).toBeNull();
    expect(publishedSum({ ...totals, days: { known: 0, expected: 7 } }, 'orders')).toBeNull();
  });

  it('is written as its tile writes it', () => {
    const format = createFormatter('pt-BR');
    expect(writeNumber(0.05, 'conversion', format)).toBe('5,00%');
    expect(writeNumber(1234, 'orders', format)).toBe('1.234');
    expect(writeNumber(null, 'revenue', format)).toBe('—');
  });
});
