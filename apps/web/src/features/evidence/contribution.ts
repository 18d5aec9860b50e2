import type { EvidenceOrder } from '../../api/trpc.ts';
import type { NumberName } from './passport-search.ts';

/** Numbers to which each order adds its part, so that what the orders add up to can be held against the number. */
const summed = ['revenue', 'orders', 'units', 'netRevenue', 'cancellations'] as const satisfies readonly NumberName[];
export type SummedNumber = (typeof summed)[number];

/** The number whose parts the orders of a passport show: a ratio is shown by what it divides. */
export function summedBy(number: NumberName): SummedNumber {
  if (number === 'averageTicket') return 'revenue';
  return summed.find((one) => one === number) ?? 'orders';
}

type Order = Pick<EvidenceOrder, 'isCancelled' | 'leftOutReason' | 'lines'>;

/** Cents, units, or 1 for an order; null = a part of it is not known yet. What is left out adds nothing. */
export function contributionOf({ isCancelled, leftOutReason, lines }: Order, number: SummedNumber): number | null {
  if (leftOutReason !== null) return 0;
  const value_cents = lines.reduce((sum, line) => sum + line.gmv_cents, 0);
  switch (number) {
    case 'revenue':
      return value_cents;
    case 'orders':
      return 1;
    case 'units':
      return unitsOf(lines);
    case 'cancellations':
      return isCancelled ? value_cents : 0;
    case 'netRevenue':
      // What is cancelled was taken off, and brings neither fee nor freight.
      return isCancelled ? 0 : plus(value_cents, negative(costsOf(lines)));
  }
}

/** What the orders add up to; null when a part of one is not known. */
export function sumOf(orders: readonly Order[], number: SummedNumber): number | null {
  return orders.reduce<number | null>((sum, order) => plus(sum, contributionOf(order, number)), 0);
}

export function unitsOf(lines: Order['lines']): number {
  return lines.reduce((sum, line) => sum + line.units, 0);
}

/** Refunds, sale fees and freight of an order's lines; null while one of them is not known. */
export function costsOf(lines: Order['lines']): number | null {
  return lines.reduce<number | null>(
    (sum, { refund_cents, fee_cents, freight_cents }) =>
      plus(plus(plus(sum, refund_cents ?? 0), fee_cents), freight_cents),
    0,
  );
}

function plus(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other;
}

function negative(value: number | null): number | null {
  return value === null ? null : -value;
}
