import { describe, expect, it } from 'vitest';
import { MeliContractError, MeliRefusedError } from '../errors.ts';
import { failureOf, openClient, SELLER } from '../testing/open-client.ts';
import { BUYER, lineBody, orderBody, paymentBody } from '../testing/wire-bodies.ts';

const ID = '2000020000000001';

async function get(body: unknown, told: { status?: number; headers?: Record<string, string> } = {}) {
  const { client } = await openClient(() => ({ ...told, body }));
  return client.orders.get(ID);
}

describe('one order', () => {
  it('brings the listed fields in the words of the wire, and nothing of the buyer or the payer', async () => {
    const { order, missing } = await get(orderBody());
    expect(missing).toEqual([]);
    expect(order).toEqual({
      id: ID,
      status: 'paid',
      status_detail: null,
      date_created: new Date('2026-11-18T14:00:00.000Z'),
      date_closed: new Date('2026-11-18T14:00:17.000Z'),
      last_updated: new Date('2026-11-18T14:05:00.000Z'),
      pack_id: '2000007000000001',
      total_amount: 421,
      paid_amount: 440.9,
      currency_id: 'BRL',
      order_items: [
        {
          item: {
            id: 'MLB5200000001',
            title: 'Chaleira De Ferro 900 Ml',
            category_id: 'MLB277001',
            variation_id: null,
            seller_sku: 'CHA-900',
            user_product_id: 'MLBU1600100200',
          },
          quantity: 2,
          unit_price: 210.5,
          full_unit_price: 250,
          sale_fee: 33.68,
          currency_id: 'BRL',
          listing_type_id: 'gold_pro',
        },
      ],
      payments: [
        {
          id: '140000000001',
          status: 'approved',
          currency_id: 'BRL',
          transaction_amount: 421,
          transaction_amount_refunded: 0,
          shipping_cost: 19.9,
          marketplace_fee: 67.36,
          date_approved: new Date('2026-11-18T14:00:16.000Z'),
        },
      ],
      shipping: { id: '45000000001' },
      tags: ['paid', 'not_delivered'],
      cancel_detail: null,
      context: { channel: 'marketplace' },
      seller: { id: SELLER },
    });
    const text = JSON.stringify(order);
    for (const secret of Object.values(BUYER)) expect(text).not.toContain(JSON.stringify(secret));
    expect(text).not.toContain('portaria');
  });

  it('Q33 keeps its instants: 23:00 at −04:00 is the next day in São Paulo', async () => {
    const { order } = await get(orderBody({ date_closed: '2026-12-31T23:00:00.000-04:00' }));
    expect(order.date_closed).toEqual(new Date('2027-01-01T03:00:00Z'));
  });

  it('Q39 cancelled has its reason in cancel_detail and may have any status detail', async () => {
    const { order } = await get(
      orderBody({
        status: 'cancelled',
        status_detail: { code: 'odd', description: BUYER.nickname },
        paid_amount: 0,
        cancel_detail: {
          group: 'buyer',
          code: 'buyer_cancel_express',
          description: 'Buyer cancelled the purchase',
          requested_by: 'buyer',
          date: '2026-11-19T16:29:57.000-04:00',
          application_id: null,
        },
      }),
    );
    expect(order).toMatchObject({
      status: 'cancelled',
      status_detail: null,
      paid_amount: 0,
      cancel_detail: {
        group: 'buyer',
        code: 'buyer_cancel_express',
        requested_by: 'buyer',
        date: new Date('2026-11-19T20:29:57.000Z'),
      },
    });
  });

  it('Q40 of a cart that was split says so, and its group may be unknown', async () => {
    const { order } = await get(orderBody({ status: 'cancelled', cancel_detail: { code: 'pack_splitted' } }));
    expect(order.cancel_detail).toEqual({ code: 'pack_splitted', group: null, requested_by: null, date: null });
  });

  it('Q41 that is not confirmed has no date of closing', async () => {
    const { order } = await get(orderBody({ status: 'payment_in_process', date_closed: null, pack_id: null }));
    expect(order).toMatchObject({ status: 'payment_in_process', date_closed: null, pack_id: null });
  });

  it('Q42 Q43 amounts stay as they were told: the fee is of one unit, paid is not total', async () => {
    const { order } = await get(orderBody({ total_amount: 421, paid_amount: 400.01 }));
    expect(order).toMatchObject({
      total_amount: 421,
      paid_amount: 400.01,
      order_items: [{ quantity: 2, sale_fee: 33.68 }],
    });
    const later = await get(orderBody({ order_items: [lineBody({ sale_fee: null, full_unit_price: undefined })] }));
    expect(later.order.order_items[0]).toMatchObject({ sale_fee: null, full_unit_price: null });
  });

  it('Q44 payments come all, rejected ones too, in their order', async () => {
    const payments = [
      paymentBody({ id: 3, status: 'approved', transaction_amount_refunded: 12.5 }),
      paymentBody({ id: 1, status: 'rejected', date_approved: null }),
      paymentBody({ id: 2, status: 'in_mediation' }),
    ];
    const { order } = await get(orderBody({ payments }));
    expect(order.payments.map(({ id, status }) => `${id} ${status}`)).toEqual([
      '3 approved',
      '1 rejected',
      '2 in_mediation',
    ]);
    expect(order.payments[0]?.transaction_amount_refunded).toBe(12.5);
  });

  it('Q18 a status and a channel that nobody knew stay as they were written', async () => {
    const { order } = await get(
      orderBody({ status: 'teleported', context: { channel: 'metaverse' }, tags: ['b2b', 'new'] }),
    );
    expect(order).toMatchObject({ status: 'teleported', context: { channel: 'metaverse' }, tags: ['b2b', 'new'] });
  });

  it('Q48 names the parts that a 206 left out, so that what is known of them stays', async () => {
    const { payments: _, ...body } = orderBody();
    const { order, missing } = await get(body, { status: 206, headers: { 'X-Content-Missing': 'payments, feedback' } });
    expect(missing).toEqual(['payments', 'feedback']);
    expect(order).toMatchObject({ payments: [], shipping: { id: '45000000001' } });
  });

  it('Q48 names a part that is just not there, but not one that is null or empty', async () => {
    const { shipping: _, ...body } = orderBody({ payments: [] });
    expect((await get(body)).missing).toEqual(['shipping']);
    expect((await get(orderBody({ shipping: null, payments: [] }))).missing).toEqual([]);
  });

  it('Q50 numbers as texts are taken where ids are meant', async () => {
    const body = orderBody({ id: ID, pack_id: '2000007000000001', shipping: { id: '45000000001' } });
    const { order } = await get(body);
    expect(order).toMatchObject({ id: ID, pack_id: '2000007000000001', shipping: { id: '45000000001' } });
  });

  it.each([
    [404, { message: 'Order not found', error: 'order_not_found', status: 404, cause: [] }, 'order_not_found'],
    [
      403,
      { message: 'The user has not access to the order', error: 'not_owned_order', status: 403 },
      'not_owned_order',
    ],
  ])('refused with %i is a matter of this order alone', async (status, body, code) => {
    const error = await failureOf(get(body, { status }));
    expect(error).toBeInstanceOf(MeliRefusedError);
    expect(error).toMatchObject({ status, code, scope: 'resource' });
  });

  it.each([
    ['order_items', { order_items: [lineBody({ unit_price: '210,50' })] }],
    ['payments', { payments: [paymentBody({ status: undefined })] }],
    ['pack_id', { pack_id: 1.5 }],
    ['tags', { tags: null }],
  ])('with %s of an unknown form lacks that part alone', async (part, given) => {
    expect(await get(orderBody(given))).toMatchObject({ order: { id: ID, status: 'paid' }, missing: [part] });
  });

  it.each([
    ['id', { id: null }],
    ['last_updated', { last_updated: '2026-11-18 10:05' }],
    ['status', { status: null }],
  ])('in an unknown form is an error that names %s', async (path, given) => {
    const error = await failureOf(get(orderBody(given)));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain(`${path}:`);
    expect(String(error)).not.toContain(BUYER.nickname);
  });
});
