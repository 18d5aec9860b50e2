/** One line of an order that counts. */
export interface SoldLine {
  orderId: number;
  listingId: string;
  isCancelled: boolean;
  quantity: number;
  value_cents: number;
  fee_cents: number | null;
  freight_cents: number | null;
  refund_cents: number;
}

export interface Sales {
  orders: number;
  units: number;
  gmv_cents: number;
  cancelledOrders: number;
  cancelledUnits: number;
  cancelled_cents: number;
  refund_cents: number;
  fee_cents: number | null;
  freight_cents: number | null;
}

/** The sums over lines; unknown as soon as one part is. */
export function sumSales(lines: readonly SoldLine[]): Sales {
  const cancelled = lines.filter((line) => line.isCancelled);
  const ordersOf = (some: readonly SoldLine[]) => new Set(some.map((line) => line.orderId)).size;
  const sum = (some: readonly SoldLine[], pick: (line: SoldLine) => number) =>
    some.reduce((total, line) => total + pick(line), 0);
  const sumKnown = (pick: (line: SoldLine) => number | null) =>
    lines.reduce<number | null>((total, line) => {
      const part = pick(line);
      return total === null || part === null ? null : total + part;
    }, 0);
  return {
    orders: ordersOf(lines),
    units: sum(lines, (line) => line.quantity),
    gmv_cents: sum(lines, (line) => line.value_cents),
    cancelledOrders: ordersOf(cancelled),
    cancelledUnits: sum(cancelled, (line) => line.quantity),
    cancelled_cents: sum(cancelled, (line) => line.value_cents),
    refund_cents: sum(lines, (line) => line.refund_cents),
    fee_cents: sumKnown((line) => line.fee_cents),
    freight_cents: sumKnown((line) => line.freight_cents),
  };
}

/** As the columns of the two tables; money as PostgreSQL writes it. */
export function toSaleColumns(sales: Sales) {
  const { fee_cents, freight_cents } = sales;
  const net_cents =
    fee_cents === null || freight_cents === null
      ? null
      : sales.gmv_cents - sales.cancelled_cents - sales.refund_cents - fee_cents - freight_cents;
  const money = (cents: number | null) => (cents === null ? null : (cents / 100).toFixed(2));
  return {
    orders: sales.orders,
    units: sales.units,
    gmv: money(sales.gmv_cents),
    cancelled_orders: sales.cancelledOrders,
    cancelled_units: sales.cancelledUnits,
    cancelled_amount: money(sales.cancelled_cents),
    refunded_amount: money(sales.refund_cents),
    sale_fee: money(fee_cents),
    seller_shipping: money(freight_cents),
    net_revenue: money(net_cents),
  };
}
