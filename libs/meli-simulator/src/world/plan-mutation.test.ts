import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSeller, type Seller } from '../testing/open-seller.ts';

let seller: Seller;
beforeAll(async () => {
  seller = await openSeller({ world: { listings: 5, ordersPerDay: 2, historyDays: 100 } });
});
afterAll(() => seller.simulator.close());
const { addSale, cancelOrder, refundOrder } = {
  addSale: (...given: Parameters<Seller['simulator']['addSale']>) => seller.simulator.addSale(...given),
  cancelOrder: (...given: Parameters<Seller['simulator']['cancelOrder']>) => seller.simulator.cancelOrder(...given),
  refundOrder: (...given: Parameters<Seller['simulator']['refundOrder']>) => seller.simulator.refundOrder(...given),
};

describe('changes that a world does not allow', () => {
  it('refuses sales of nothing and of unknown listings', async () => {
    await expect(addSale({ listingId: 'MLB1' })).rejects.toThrow('there is no listing MLB1');
    await expect(addSale({ quantity: 0 })).rejects.toThrow('quantity must be a whole number of at least 1');
    await expect(addSale({ unitPrice_cents: 1.5 })).rejects.toThrow('unitPrice_cents must be a whole number');
  });

  it('refuses to give back more than is left, or anything of a sale that fell through', async () => {
    const { orderId } = await addSale({ unitPrice_cents: 1000 });
    await refundOrder(orderId, { amount_cents: 600 });
    await expect(refundOrder(orderId, { amount_cents: 401 })).rejects.toThrow('only 400 cents are left to refund');
    await cancelOrder(orderId);
    await expect(refundOrder(orderId, { amount_cents: 1 })).rejects.toThrow('is cancelled already');
    await expect(cancelOrder(orderId)).rejects.toThrow('is cancelled already');
  });

  it('refuses to change orders that are not there or were not paid by then', async () => {
    await expect(cancelOrder('2000000000000001')).rejects.toThrow('there is no order');
    const { orderId } = await addSale();
    await expect(cancelOrder(orderId, { at: new Date('2026-11-19T12:00:00Z') })).rejects.toThrow('was not paid');
  });
});

describe('a sale that is added with an earlier instant', () => {
  it('is seen at once, lies on its own day and counts as changed now', async () => {
    const { orderId } = await addSale({ at: new Date('2026-11-01T12:00:00Z') });
    const { body } = await seller.get<{ date_closed: string; last_updated: string }>(`/orders/${orderId}`);
    expect(body.date_closed).toBe('2026-11-01T08:00:00.000-04:00');
    expect(Date.parse(body.last_updated)).toBe(seller.simulator.now().getTime());
  });

  it('gets a number of its own beside others of its day', async () => {
    const at = new Date('2026-11-02T12:00:00Z');
    const ids = await Promise.all([addSale({ at }), addSale({ at }), addSale({ at })]);
    expect(new Set(ids.map((sale) => sale.orderId)).size).toBe(3);
  });
});
