import { expect, it } from 'vitest';
import { planReads } from './plan-reads.ts';

const received_at = new Date('2026-11-20T15:00:00Z');
const waiting = (subject_kind: never, subject_id: string) => ({
  notice_id: '',
  subject_kind,
  subject_id,
  times: 1,
  received_at,
});

it.each([
  ['order', 'order'],
  ['payment', 'payment'],
  ['shipment', 'shipment'],
  ['item', 'listing'],
  ['item-price', 'price'],
  ['user-product-stock', 'user-product'],
  ['user-product', 'user-product'],
  ['item-competition', 'nothing'],
  ['claim', 'nothing'],
  ['a kind of a later version', 'nothing'],
])('a notice of %s leads to a read of %s and of nothing else', (kind, read) => {
  const one = waiting(kind as never, '1');
  const planned = Object.entries(planReads([one])).filter(([, notices]) => notices.length > 0);
  expect(planned).toEqual([[read, [one]]]);
});
