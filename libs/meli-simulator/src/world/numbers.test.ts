import { expect, it } from 'vitest';
import { dayOfNumber } from './days.ts';
import { DAYS_MAX, firstListingNumber, firstSequence, orderId, PLACES_MAX, packId } from './numbers.ts';

it('no order or pack of any seller has the number of another one, however many sellers there are', () => {
  const [first, last] = [dayOfNumber(0), dayOfNumber(DAYS_MAX - 1)];
  const spans = Array.from({ length: PLACES_MAX }, (_, place) => firstSequence(place)).flatMap((start) =>
    [orderId, packId].map((number) => ({ from: number(first, start), to: number(last, start) })),
  );
  const inOrder = spans.toSorted((one, other) => one.from - other.from);
  for (const [index, { to }] of inOrder.entries()) {
    expect(to).toBeLessThan(inOrder[index + 1]?.from ?? Number.MAX_SAFE_INTEGER);
  }
});

it('the numbers of listings keep the width that they have at Mercado Livre', () => {
  expect(String(firstListingNumber(PLACES_MAX))).toHaveLength(10);
});
