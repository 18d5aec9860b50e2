import type { World } from '../world/create-world.ts';
import { type Order, type OrderLine, value_cents } from '../world/order.ts';
import { isCancelled, type OrderState, stateAt } from '../world/order-state.ts';
import { buyerBody } from './buyer-body.ts';
import { WARRANTY } from './item-parts.ts';
import { deliveryFee_cents, paymentBodies } from './payment-body.ts';
import { amount, itemTime, orderTime } from './timestamps.ts';

/** An order as `GET /orders/{id}` tells it at an instant (API document 6.2). */
export function orderBody(order: Order, seller: World['seller'], at: number): Record<string, unknown> {
  const state = stateAt(order, at);
  const total_cents = value_cents(order);
  const isPaid = state.closedAt !== null && !isCancelled(state);
  return {
    id: order.id,
    date_created: orderTime(order.createdAt),
    last_updated: orderTime(state.lastUpdated),
    date_closed: state.closedAt === null ? null : orderTime(state.closedAt),
    pack_id: order.packId,
    fulfilled: null,
    buying_mode: 'buy_equals_pay',
    shipping_cost: null,
    mediations: [],
    total_amount: amount(total_cents),
    paid_amount: isPaid ? amount(total_cents + deliveryFee_cents(order)) : 0,
    order_items: order.lines.map((line) => lineBody(line, order.currency)),
    currency_id: order.currency,
    payments: paymentBodies(order, state, seller.id),
    shipping: { id: order.shipmentId },
    status: state.status,
    status_detail: null,
    tags: tagsOf(order, state),
    static_tags: [],
    feedback: { seller: null, buyer: null },
    context: { channel: 'marketplace', site: 'MLB', flows: [] },
    seller: { id: Number(seller.id) },
    buyer: buyerBody(order.buyerNo),
    taxes: { amount: null, currency_id: null, id: null },
    cancel_detail: state.cancel && {
      group: state.cancel.group,
      code: state.cancel.code,
      description: state.cancel.code.replaceAll('_', ' '),
      requested_by: state.cancel.by,
      date: orderTime(state.cancel.at),
      application_id: null,
    },
    manufacturing_ending_date: null,
    order_request: { change: null, return: null },
    related_orders: null,
    coupon: { id: null, amount: 0 },
  };
}

/** The same order as a row of the search, which differs in a few fields (API document 6.1). */
export function searchRow(order: Order, seller: World['seller'], at: number): Record<string, unknown> {
  return {
    ...orderBody(order, seller, at),
    feedback: { sale: null, purchase: null },
    seller: { id: Number(seller.id), nickname: seller.nickname },
    date_last_updated: itemTime(stateAt(order, at).lastUpdated),
    comments: null,
    hidden_for_seller: false,
  };
}

function tagsOf(order: Order, state: OrderState): string[] {
  const hasDiscount = order.lines.some((line) => line.fullUnitPrice_cents > line.unitPrice_cents);
  return [
    ...order.tags,
    ...(hasDiscount ? ['order_has_discount'] : []),
    state.closedAt === null || isCancelled(state) ? 'not_paid' : 'paid',
    state.isDelivered ? 'delivered' : 'not_delivered',
  ];
}

function lineBody(line: OrderLine, currency_id: string) {
  const discount_cents = line.fullUnitPrice_cents - line.unitPrice_cents;
  return {
    item: {
      id: line.listingId,
      title: line.title,
      category_id: line.categoryId,
      variation_id: line.variation?.id ?? null,
      seller_custom_field: null,
      variation_attributes: line.variation
        ? [{ id: 'COLOR', name: 'Cor', value_id: null, value_name: line.variation.color }]
        : [],
      warranty: WARRANTY,
      condition: 'new',
      seller_sku: line.sku,
      global_price: null,
      net_weight: null,
      user_product_id: line.variation ? null : line.userProductId,
      release_date: null,
      attributes: [],
    },
    quantity: line.quantity,
    requested_quantity: { measure: 'unit', value: line.quantity },
    picked_quantity: null,
    unit_price: amount(line.unitPrice_cents),
    full_unit_price: amount(line.fullUnitPrice_cents),
    currency_id,
    manufacturing_days: null,
    sale_fee: amount(line.fee_cents),
    listing_type_id: 'gold_special',
    base_exchange_rate: null,
    base_currency_id: null,
    element_id: null,
    discounts:
      discount_cents === 0 ? null : [{ amounts: { full: amount(discount_cents), seller: amount(discount_cents) } }],
    bundle: null,
    compat_id: null,
    stock: null,
    kit_instance_id: null,
    gross_price: amount(line.fullUnitPrice_cents * line.quantity),
  };
}
