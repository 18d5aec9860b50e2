import type { NoticeSubject } from '@pulso/meli-client';
import type { WaitingNotice } from './list-waiting-notices.ts';

/** What is read because of a notice. A listing's stock stands on the listing itself; what no fact depends on is not read. */
export type NoticedRead = 'order' | 'payment' | 'shipment' | 'listing' | 'price' | 'user-product' | 'nothing';

const READ_BY_KIND: { [Kind in NoticeSubject['kind']]: NoticedRead } = {
  order: 'order',
  payment: 'payment',
  shipment: 'shipment',
  item: 'listing',
  'item-price': 'price',
  'user-product': 'user-product',
  'user-product-stock': 'user-product',
  'item-competition': 'nothing',
  question: 'nothing',
  // A claim that costs money shows on its order, whose own notice comes with it.
  claim: 'nothing',
  'user-product-family': 'nothing',
};

/** Sorts waiting notices by what has to be read for them. */
export function planReads(waiting: readonly WaitingNotice[]): Record<NoticedRead, WaitingNotice[]> {
  const plan: Record<NoticedRead, WaitingNotice[]> = {
    order: [],
    payment: [],
    shipment: [],
    listing: [],
    price: [],
    'user-product': [],
    nothing: [],
  };
  for (const notice of waiting) plan[READ_BY_KIND[notice.subject_kind] ?? 'nothing'].push(notice);
  return plan;
}
