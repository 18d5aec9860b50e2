import type { CountedLine } from './counted-orders.ts';

/** The sales columns that both tables share, money as decimal text. */
export interface Sales {
  orders: number;
  units: number;
  gmv: string;
  cancelled_orders: number;
  cancelled_units: number;
  cancelled_amount: string;
  refunded_amount: string;
  sale_fee: string;
  seller_shipping: string;
  net_revenue: string;
}

export function decimal(cents: number): string {
  return `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}

export function sumLines(lines: readonly CountedLine[]): Sales {
  const cancelled = lines.filter((line) => line.isCancelled);
  const orders = (of: readonly CountedLine[]) => new Set(of.map((line) => line.orderId)).size;
  const sum = (of: readonly CountedLine[], pick: (line: CountedLine) => number) =>
    of.reduce((all, line) => all + pick(line), 0);
  const gmv = sum(lines, (line) => line.value_cents);
  const lost = sum(cancelled, (line) => line.value_cents);
  const refunded = sum(lines, (line) => line.refund_cents);
  const fees = sum(lines, (line) => line.fee_cents);
  const freight = sum(lines, (line) => line.freight_cents);
  return {
    orders: orders(lines),
    units: sum(lines, (line) => line.quantity),
    gmv: decimal(gmv),
    cancelled_orders: orders(cancelled),
    cancelled_units: sum(cancelled, (line) => line.quantity),
    cancelled_amount: decimal(lost),
    refunded_amount: decimal(refunded),
    sale_fee: decimal(fees),
    seller_shipping: decimal(freight),
    net_revenue: decimal(gmv - lost - refunded - fees - freight),
  };
}
