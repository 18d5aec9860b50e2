import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNotification } from './parse-notification.ts';

const notice = (given: object = {}) =>
  JSON.stringify({
    _id: 'n-1',
    topic: 'orders_v2',
    resource: '/orders/2000020000000001',
    user_id: 3456789012,
    application_id: 8800112233445566,
    attempts: 1,
    sent: '2026-11-19T10:00:00.123456789Z',
    received: '2026-11-19T09:59:59.900Z',
    actions: ['payments', 'is_test:false'],
    ...given,
  });

describe('a notice that arrives at our callback', () => {
  it('is read with its subject', () => {
    expect(parseNotification(notice())).toEqual({
      id: 'n-1',
      topic: 'orders_v2',
      resource: '/orders/2000020000000001',
      subject: { kind: 'order', id: '2000020000000001' },
      userId: '3456789012',
      applicationId: '8800112233445566',
      sent: new Date('2026-11-19T10:00:00.123Z'),
      received: new Date('2026-11-19T09:59:59.900Z'),
      attempts: 1,
    });
  });

  it.each([
    ['/items/MLB1234567890', 'item', 'MLB1234567890'],
    ['items/MLB1234567890/', 'item', 'MLB1234567890'],
    ['/items/MLB1234567890/prices', 'item-price', 'MLB1234567890'],
    ['/items/MLB1234567890/price_to_win', 'item-competition', 'MLB1234567890'],
    ['/questions/13500000001', 'question', '13500000001'],
    ['/post-purchase/v1/claims/5400000001', 'claim', '5400000001'],
    ['post-purchase/v1/claims/5400000001', 'claim', '5400000001'],
    ['/shipments/45000000001', 'shipment', '45000000001'],
    ['/collections/140000000001', 'payment', '140000000001'],
    ['/user-products/MLBU1600100200/stock', 'user-product-stock', 'MLBU1600100200'],
    ['/user-products/MLBU1600100200', 'user-product', 'MLBU1600100200'],
    ['/sites/MLB/user-products-families/18446744000000000615', 'user-product-family', '18446744000000000615'],
  ])('Q57 %s points to one %s', (resource, kind, id) => {
    expect(parseNotification(notice({ resource }))?.subject).toEqual({ kind, id });
  });

  it.each([
    `/orders/${'9'.repeat(19)}`,
    `/collections/${'1'.repeat(40)}`,
    `/shipments/${'1'.repeat(19)}`,
    `/items/MLB${'1'.repeat(19)}/prices`,
    `/user-products/MLBU${'1'.repeat(19)}/stock`,
  ])('a number that no id has points to nothing that could be asked for: %s', (resource) => {
    expect(parseNotification(notice({ resource }))).toMatchObject({ resource, subject: null });
  });

  it('the longest number that 64 bits surely hold is still an id', () => {
    const id = '9'.repeat(18);
    expect(parseNotification(notice({ resource: `/orders/${id}` }))?.subject).toEqual({ kind: 'order', id });
  });

  it('signs that no text can hold are left out of its topic and its id, and a topic of nothing else is none', () => {
    const odd = { topic: 'orders\u0000_v2\u001b\ud800', _id: 'n\u0000-1' };
    expect(parseNotification(notice(odd))).toMatchObject({ topic: 'orders_v2', id: 'n-1' });
    expect(parseNotification(notice({ topic: '\u0000' }))).toBeNull();
  });

  it.each(['suggestions/items/MLB1/details', '6b9f0a3b4be3', '/orders/', '/orders/1/../2', '/items/1', '/'])(
    'Q57 a resource "%s" stays raw and points to nothing that is known',
    (resource) => {
      expect(parseNotification(notice({ resource }))).toMatchObject({ resource, subject: null });
    },
  );

  it('Q57 an unknown topic stays raw, beside id for _id, recieved, and ids that are texts', () => {
    const odd = {
      _id: undefined,
      id: 77,
      received: undefined,
      recieved: '2026-11-19T09:00:00Z',
      user_id: '3456789012',
    };
    expect(parseNotification(notice({ ...odd, topic: 'brand_new', application_id: '8800112233445566' }))).toMatchObject(
      {
        id: '77',
        topic: 'brand_new',
        received: new Date('2026-11-19T09:00:00Z'),
        userId: '3456789012',
        applicationId: '8800112233445566',
      },
    );
  });

  it('Q57 a field of an odd form is not known, and the notice is a notice all the same', () => {
    const odd = { _id: {}, user_id: [1], application_id: 1.5, attempts: 'often', sent: 'yesterday', received: 7 };
    expect(parseNotification(notice(odd))).toMatchObject({
      id: null,
      userId: null,
      applicationId: null,
      attempts: null,
      sent: null,
      received: null,
      subject: { kind: 'order' },
    });
  });

  it('Q17 a number wider than a number keeps its digits', () => {
    const text = notice().replace('8800112233445566', '18446744000000000615');
    expect(parseNotification(text)?.applicationId).toBe('18446744000000000615');
  });

  it.each([
    '',
    'local_rate_limited',
    '<html>',
    '{',
    'null',
    '[]',
    '7',
    '{}',
    '{"topic":"items"}',
    '{"topic":1,"resource":2}',
  ])('Q57 %j is no notice, and no failure either', (body) => {
    expect(parseNotification(body)).toBeNull();
  });

  it('Q57 never throws, whatever JSON or text comes', () => {
    const anyField = fc.record({
      topic: fc.jsonValue(),
      resource: fc.jsonValue(),
      _id: fc.jsonValue(),
      sent: fc.jsonValue(),
    });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          anyField.map((value) => JSON.stringify(value)),
        ),
        (body) => {
          const parsed = parseNotification(body);
          expect(parsed === null || parsed.topic.length > 0).toBe(true);
        },
      ),
    );
  });
});
