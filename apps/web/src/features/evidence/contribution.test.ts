import { describe, expect, it } from 'vitest';
import { contributionOf, summedBy, sumOf } from './contribution.ts';

const line = (told: object = {}) => ({
  listingId: 'MLB1',
  units: 2,
  gmv_cents: 10_000,
  refund_cents: 500,
  fee_cents: 1_200,
  freight_cents: 800,
  ...told,
});
const order = (told: object = {}) => ({ isCancelled: false, leftOutReason: null, lines: [line()], ...told });

describe('what an order adds to a number', () => {
  it('is its value, itself, its units, or what is left of it after refunds, fees and freight', () => {
    const two = order({ lines: [line(), line({ refund_cents: null })] });
    expect(contributionOf(two, 'revenue')).toBe(20_000);
    expect(contributionOf(two, 'orders')).toBe(1);
    expect(contributionOf(two, 'units')).toBe(4);
    expect(contributionOf(two, 'netRevenue')).toBe(20_000 - 500 - 2 * 2_000);
  });

  it('of a cancelled one counts for the gross figures and not for the net one', () => {
    const cancelled = order({ isCancelled: true, lines: [line({ freight_cents: null })] });
    expect(contributionOf(cancelled, 'revenue')).toBe(10_000);
    expect(contributionOf(cancelled, 'cancellations')).toBe(10_000);
    expect(contributionOf(cancelled, 'netRevenue')).toBe(0);
    expect(contributionOf(order(), 'cancellations')).toBe(0);
  });

  it('is not known while its freight is not, and then neither is the sum', () => {
    const unknown = order({ lines: [line({ freight_cents: null })] });
    expect(contributionOf(unknown, 'netRevenue')).toBeNull();
    expect(sumOf([order(), unknown], 'netRevenue')).toBeNull();
    expect(sumOf([order(), unknown], 'revenue')).toBe(20_000);
  });

  it('is nothing for one that is left out', () => {
    expect(sumOf([order(), order({ leftOutReason: 'test_order' })], 'orders')).toBe(1);
  });

  it('of a ratio is what stands above or below its line', () => {
    expect(summedBy('averageTicket')).toBe('revenue');
    expect(summedBy('conversion')).toBe('orders');
    expect(summedBy('netRevenue')).toBe('netRevenue');
  });
});
