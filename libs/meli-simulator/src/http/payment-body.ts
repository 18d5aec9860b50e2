import { type Order, type Payment, value_cents } from '../world/order.ts';
import { isCancelled, type OrderState } from '../world/order-state.ts';
import { chance } from '../world/random.ts';
import { buyerId } from './buyer-body.ts';
import { amount, orderTime } from './timestamps.ts';

const TYPES = { pix: 'bank_transfer', credit_card: 'credit_card', ticket: 'ticket', account_money: 'account_money' };
const METHODS = { pix: 'pix', credit_card: 'master', ticket: 'bolbradesco', account_money: 'account_money' };

/** What buyers paid for delivery on top, on some orders: `paid_amount` is not the value of the goods (API document 6.2). */
export function deliveryFee_cents(order: Order): number {
  return order.shipmentId !== null && chance('delivery fee', order.id) < 0.2 ? 1890 : 0;
}

/** The payments of an order; money that went back falls on the good ones, one after the other. */
export function paymentBodies(order: Order, state: OrderState, sellerId: string) {
  let back_cents = isCancelled(state) ? value_cents(order) : state.refunded_cents;
  let open_cents = value_cents(order);
  return order.payments.map((payment) => {
    const isGood = payment.status === 'approved' && state.closedAt !== null;
    const refunded_cents = isGood ? Math.min(back_cents, payment.amount_cents) : 0;
    back_cents -= refunded_cents;
    const isFirst = isGood && open_cents === value_cents(order);
    if (isGood) open_cents -= payment.amount_cents;
    const delivery_cents = isFirst ? deliveryFee_cents(order) : 0;
    return paymentBody(order, payment, { state, sellerId, refunded_cents, delivery_cents });
  });
}

interface Circumstances {
  state: OrderState;
  sellerId: string;
  refunded_cents: number;
  delivery_cents: number;
}

function paymentBody(
  order: Order,
  payment: Payment,
  { state, sellerId, refunded_cents, delivery_cents }: Circumstances,
) {
  const { status, detail } = outcomeOf(payment, state);
  const total_cents = payment.amount_cents + delivery_cents;
  const installments = payment.method === 'credit_card' ? 3 : 1;
  const approvedAt = status === 'approved' || status === 'refunded' ? state.closedAt : null;
  const fee_cents = order.lines.reduce((sum, line) => sum + line.fee_cents * line.quantity, 0);
  return {
    id: payment.id,
    order_id: order.id,
    payer_id: buyerId(order.buyerNo),
    collector: { id: Number(sellerId) },
    card_id: null,
    reason: order.lines[0]?.title ?? null,
    site_id: 'MLB',
    payment_method_id: METHODS[payment.method],
    currency_id: order.currency,
    installments,
    issuer_id: payment.method === 'credit_card' ? '25' : null,
    atm_transfer_reference: { transaction_id: null, company_id: null },
    coupon_id: null,
    activation_uri: null,
    operation_type: 'regular_payment',
    payment_type: TYPES[payment.method],
    available_actions: status === 'approved' ? ['refund'] : [],
    status,
    status_code: null,
    status_detail: detail,
    transaction_amount: amount(payment.amount_cents),
    transaction_amount_refunded: amount(refunded_cents),
    taxes_amount: 0,
    shipping_cost: amount(delivery_cents),
    coupon_amount: 0,
    overpaid_amount: 0,
    total_paid_amount: amount(total_cents),
    installment_amount: installments > 1 ? amount(Math.round(total_cents / installments)) : null,
    deferred_period: null,
    date_approved: approvedAt === null ? null : orderTime(approvedAt - 1000),
    transaction_order_id: null,
    date_created: orderTime(order.createdAt + 1000),
    date_last_modified: orderTime(approvedAt === null ? order.createdAt + 1000 : state.lastUpdated),
    marketplace_fee: status === 'rejected' ? 0 : amount(fee_cents),
    reference_id: null,
    authorization_code: null,
  };
}

function outcomeOf(payment: Payment, state: OrderState): { status: string; detail: string } {
  if (payment.status === 'rejected') return { status: 'rejected', detail: 'cc_rejected_other_reason' };
  if (state.closedAt === null) return { status: 'pending', detail: 'pending_waiting_payment' };
  if (isCancelled(state)) return { status: 'refunded', detail: 'refunded' };
  return { status: 'approved', detail: state.refunded_cents > 0 ? 'partially_refunded' : 'accredited' };
}
