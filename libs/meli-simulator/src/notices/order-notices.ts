import { knownAt, type Order, type OrderEvent } from '../world/order.ts';
import type { Notice } from './notice.ts';

/** The words at the end of `actions` that tell what sort of order it is. */
const flagsOf = (order: Order) => [
  `pack_order:${order.packId !== null}`,
  'site_id:mlb',
  'channel:marketplace',
  `is_test:${order.tags.includes('test_order')}`,
];

/** The words before them, as far as they are known. */
const WORDS: Record<OrderEvent['kind'], string[]> = {
  closed: ['payments'],
  refunded: ['payments'],
  cancelled: ['payments'],
  'cancel asked': [],
  invalidated: [],
  delivered: [],
};

const told = (order: Order, sellerId: string, { at, words }: { at: number; words: string[] }): Notice => ({
  sellerId,
  topic: 'orders_v2',
  resource: `/orders/${order.id}`,
  at,
  actions: [...words, ...flagsOf(order)],
});

/** That an order is there. */
export function newOrderNotice(order: Order, sellerId: string): Notice {
  return told(order, sellerId, { at: order.visibleAt, words: ['payments', 'order_items'] });
}

/** That something happened to it, and to its payments where it is about money. */
export function orderEventNotices(order: Order, sellerId: string, event: OrderEvent): Notice[] {
  const at = knownAt(event);
  const words = WORDS[event.kind];
  const payments = words.length === 0 ? [] : order.payments.filter((payment) => payment.status === 'approved');
  return [
    told(order, sellerId, { at, words }),
    ...payments.map(({ id }) => ({ sellerId, topic: 'payments', resource: `/collections/${id}`, at })),
  ];
}

export function shipmentNotice(shipmentId: number, sellerId: string, at: number): Notice {
  return { sellerId, topic: 'shipments', resource: `/shipments/${shipmentId}`, at };
}
