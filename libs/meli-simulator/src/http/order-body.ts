import { type Order, type OrderState, stateAt, value_cents } from '../world/order.ts';
import { amount, itemTime, orderTime } from './timestamps.ts';

const BUYER = {
  id: 1876543210,
  nickname: 'COMPRADOR.TESTE',
  first_name: 'Bruna',
  last_name: 'Exemplo',
  billing_info: { id: '990011' },
};

/** An order as `GET /orders/{id}` and the search tell it at an instant (API document 6.2). */
export function orderBody(order: Order, sellerId: string, at: number): Record<string, unknown> {
  const state = stateAt(order, at);
  const isCancelled = state.status === 'cancelled' || state.status === 'invalid';
  const total = value_cents(order);
  return {
    id: order.id,
    date_created: orderTime(order.createdAt),
    last_updated: orderTime(state.lastUpdated),
    date_last_updated: itemTime(state.lastUpdated),
    date_closed: state.closedAt === null ? null : orderTime(state.closedAt),
    pack_id: order.packId,
    fulfilled: null,
    buying_mode: 'buy_equals_pay',
    shipping_cost: null,
    mediations: [],
    total_amount: amount(total),
    paid_amount: isCancelled ? 0 : amount(total + 990),
    order_items: order.lines.map((line) => ({
      item: {
        id: line.listingId,
        title: line.title,
        category_id: line.categoryId,
        variation_id: null,
        seller_custom_field: null,
        variation_attributes: [],
        warranty: 'Garantia do vendedor: 90 dias',
        condition: 'new',
        seller_sku: null,
        user_product_id: null,
      },
      quantity: line.quantity,
      requested_quantity: { measure: 'unit', value: line.quantity },
      picked_quantity: null,
      unit_price: amount(line.unitPrice_cents),
      full_unit_price: amount(line.unitPrice_cents),
      currency_id: order.currency,
      manufacturing_days: null,
      sale_fee: amount(line.fee_cents),
      listing_type_id: 'gold_special',
      discounts: null,
      stock: null,
    })),
    currency_id: order.currency,
    payments: paymentsOf(order, state, sellerId),
    shipping: { id: order.shipmentId },
    status: state.status,
    status_detail: null,
    tags: [
      ...order.tags,
      state.closedAt === null ? 'not_paid' : 'paid',
      state.isDelivered ? 'delivered' : 'not_delivered',
    ],
    static_tags: [],
    context: { channel: 'marketplace', site: 'MLB', flows: [] },
    cancel_detail: state.cancel && {
      group: state.cancel.group,
      code: state.cancel.code,
      description: state.cancel.code,
      requested_by: state.cancel.by,
      date: orderTime(state.cancel.at),
      application_id: null,
    },
    seller: { id: Number(sellerId) },
    buyer: BUYER,
    taxes: { amount: null, currency_id: null, id: null },
  };
}

/** Refunds fall on the approved payments, one after the other. */
function paymentsOf(order: Order, state: OrderState, sellerId: string) {
  const isCancelled = state.status === 'cancelled' || state.status === 'invalid';
  let left_cents = isCancelled ? value_cents(order) : state.refunded_cents;
  return order.payments.map((payment) => {
    const isApproved = payment.status === 'approved';
    const refunded = isApproved ? Math.min(left_cents, payment.amount_cents) : 0;
    left_cents -= refunded;
    return {
      id: payment.id,
      order_id: order.id,
      payer_id: BUYER.id,
      collector: { id: Number(sellerId) },
      site_id: 'MLB',
      currency_id: order.currency,
      payment_method_id: 'pix',
      payment_type: 'bank_transfer',
      installments: 1,
      status: isApproved && isCancelled ? 'refunded' : payment.status,
      status_detail: isApproved ? 'accredited' : 'cc_rejected_other_reason',
      transaction_amount: amount(payment.amount_cents),
      transaction_amount_refunded: amount(refunded),
      shipping_cost: 9.9,
      coupon_amount: 0,
      overpaid_amount: 0,
      taxes_amount: 0,
      total_paid_amount: amount(payment.amount_cents + 990),
      marketplace_fee: amount(order.lines.reduce((sum, line) => sum + line.fee_cents * line.quantity, 0)),
      date_created: orderTime(order.createdAt),
      date_approved: isApproved && state.closedAt !== null ? orderTime(state.closedAt) : null,
      date_last_modified: orderTime(state.lastUpdated),
      operation_type: 'regular_payment',
    };
  });
}
