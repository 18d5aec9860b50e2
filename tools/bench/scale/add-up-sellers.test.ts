import { expect, it } from 'vitest';
import { addUpSellers, type Measured } from './add-up-sellers.ts';

const of = (listings: number, calls: number): Measured => ({
  size: { listings, ordersPerDay: 1 },
  cost: { calls, rowsWritten: calls * 10, work_ms: calls, bytesPerListingDay: 1000 },
});
/** 100 calls for each seller and one for each listing. */
const measured = [of(10, 110), of(110, 210)] as const;

it('a day of many sellers is what each of them costs, and what each of their listings does', () => {
  const { listings, callsPerSecond, rowsPerYear } = addUpSellers(1000, measured);
  expect(callsPerSecond * 86_400).toBeCloseTo(1000 * 100 + listings, 3);
  expect(rowsPerYear).toBe(listings * 365);
});

it('a hundred times as many sellers need about a hundred times as much, and the same number always the same', () => {
  const [few, many] = [addUpSellers(1_000, measured), addUpSellers(100_000, measured)];
  expect(many.listings / few.listings).toBeGreaterThan(80);
  expect(many.listings / few.listings).toBeLessThan(125);
  expect(addUpSellers(1_000, measured)).toEqual(few);
});
