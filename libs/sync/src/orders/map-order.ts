import { createHash } from 'node:crypto';
import type { Order } from '@pulso/meli-client';

/** One order as the rows of the three order tables, in the form that `upsert-orders.sql` reads. */
export interface OrderRows {
  order_id: string;
  status: string;
  date_created: string;
  date_closed: string | null;
  last_updated: string;
  pack_id: string | null;
  shipment_id: string | null;
  currency: string;
  total_amount: number | null;
  paid_amount: number | null;
  tags: string[];
  cancel_code: string | null;
  cancel_group: string | null;
  cancel_requested_by: string | null;
  channel: string | null;
  missing: string[];
  content_hash: string;
  /** Of its lines, each once. */
  line_listing_ids: string[];
  lines: OrderLineRow[];
  payments: PaymentRow[];
}

interface OrderLineRow {
  line_no: number;
  listing_id: string;
  title: string | null;
  variation_id: string | null;
  user_product_id: string | null;
  seller_sku: string | null;
  quantity: number;
  unit_price: number;
  full_unit_price: number | null;
  sale_fee: number | null;
}

interface PaymentRow {
  payment_id: string;
  status: string;
  transaction_amount: number | null;
  transaction_amount_refunded: number | null;
  date_approved: string | null;
}

/** Parts of an order whose absence matters to what is stored of it. */
const STORED_PARTS = new Set([
  'cancel_detail',
  'context',
  'date_closed',
  'order_items',
  'pack_id',
  'paid_amount',
  'payments',
  'shipping',
  'tags',
  'total_amount',
]);

/** A part of a part (`payments.date_approved`) counts as the whole of it: half of a part is not told. */
function storedPartsOf(missing: readonly string[]): string[] {
  const roots = missing.map((name) => name.split('.', 1)[0] ?? '');
  return [...new Set(roots)].filter((root) => STORED_PARTS.has(root)).sort();
}

/**
 * Facts as stated: raw status, raw amounts; nothing is computed here but the hash that tells a change.
 * @param missing parts that the answer left out (HTTP 206); what is stored of them stays
 */
export function mapOrder(order: Order, missing: readonly string[] = []): OrderRows {
  const facts = {
    order_id: order.id,
    status: order.status,
    date_created: order.date_created.toISOString(),
    date_closed: order.date_closed?.toISOString() ?? null,
    last_updated: order.last_updated.toISOString(),
    pack_id: order.pack_id,
    shipment_id: order.shipping?.id ?? null,
    currency: order.currency_id,
    total_amount: order.total_amount ?? null,
    paid_amount: order.paid_amount ?? null,
    tags: order.tags,
    cancel_code: order.cancel_detail?.code ?? null,
    cancel_group: order.cancel_detail?.group ?? null,
    cancel_requested_by: order.cancel_detail?.requested_by ?? null,
    channel: order.context?.channel ?? null,
    missing: storedPartsOf(missing),
    lines: (order.order_items ?? []).map((line, index) => ({
      line_no: index + 1,
      listing_id: line.item.id,
      title: line.item.title ?? null,
      variation_id: line.item.variation_id ?? null,
      user_product_id: line.item.user_product_id ?? null,
      seller_sku: line.item.seller_sku ?? null,
      quantity: line.quantity,
      unit_price: line.unit_price,
      full_unit_price: line.full_unit_price ?? null,
      sale_fee: line.sale_fee ?? null,
    })),
    payments: (order.payments ?? []).map((payment) => ({
      payment_id: payment.id,
      status: payment.status,
      transaction_amount: payment.transaction_amount ?? null,
      transaction_amount_refunded: payment.transaction_amount_refunded ?? null,
      date_approved: payment.date_approved?.toISOString() ?? null,
    })),
  };
  const line_listing_ids = [...new Set(facts.lines.map((line) => line.listing_id))];
  const content_hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
  return { ...facts, content_hash, line_listing_ids };
}
