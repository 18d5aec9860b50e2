import type { OrderBody } from './order-body.ts';
import { toId, toInstant, toValue } from './values.ts';

/** An order as Pulso takes it: ids as text, instants as such, and null for what is not known. */
export type Order = ReturnType<typeof toOrder>;

export function toOrder(body: OrderBody) {
  return {
    id: String(body.id),
    status: body.status,
    status_detail: typeof body.status_detail === 'string' ? body.status_detail : null,
    date_created: toInstant(body.date_created),
    date_closed: toValue(body.date_closed, toInstant),
    last_updated: toInstant(body.last_updated),
    pack_id: toId(body.pack_id),
    total_amount: body.total_amount ?? null,
    paid_amount: body.paid_amount ?? null,
    currency_id: body.currency_id,
    order_items: (body.order_items ?? []).map(toLine),
    payments: (body.payments ?? []).map(toPayment),
    shipping: toValue(body.shipping, ({ id }) => ({ id: toId(id) })),
    tags: body.tags ?? [],
    cancel_detail: toValue(body.cancel_detail, toCancellation),
    context: toValue(body.context, ({ channel }) => ({ channel: channel ?? null })),
    seller: toValue(body.seller, ({ id }) => ({ id: String(id) })),
  };
}

function toLine({ item, ...line }: NonNullable<OrderBody['order_items']>[number]) {
  return {
    item: {
      id: item.id,
      title: item.title ?? null,
      category_id: item.category_id ?? null,
      variation_id: toId(item.variation_id),
      seller_sku: item.seller_sku ?? null,
      user_product_id: item.user_product_id ?? null,
    },
    quantity: line.quantity,
    unit_price: line.unit_price,
    full_unit_price: line.full_unit_price ?? null,
    sale_fee: line.sale_fee ?? null,
    currency_id: line.currency_id ?? null,
    listing_type_id: line.listing_type_id ?? null,
  };
}

function toPayment(payment: NonNullable<OrderBody['payments']>[number]) {
  return {
    id: String(payment.id),
    status: payment.status,
    currency_id: payment.currency_id ?? null,
    transaction_amount: payment.transaction_amount ?? null,
    transaction_amount_refunded: payment.transaction_amount_refunded ?? null,
    shipping_cost: payment.shipping_cost ?? null,
    marketplace_fee: payment.marketplace_fee ?? null,
    date_approved: toValue(payment.date_approved, toInstant),
  };
}

function toCancellation(detail: NonNullable<OrderBody['cancel_detail']>) {
  return {
    code: detail.code ?? null,
    group: detail.group ?? null,
    requested_by: detail.requested_by ?? null,
    date: toValue(detail.date, toInstant),
  };
}
