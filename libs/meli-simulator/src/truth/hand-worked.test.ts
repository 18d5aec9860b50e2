import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSeller, type Seller } from '../testing/open-seller.ts';

let seller: Seller;
/** The last listing of the default world: made long before, and in none of the hard cases. */
const LISTING = 'MLB4100202632';
beforeAll(async () => {
  seller = await openSeller({ world: { ordersPerDay: 0 } });
});
afterAll(() => seller.simulator.close());

const rowOn = (date: string, zone = 'America/Sao_Paulo') =>
  seller.simulator
    .truth({ sellerId: seller.sellerId, timeZone: zone, reads: [{ at: seller.simulator.now(), days: 40 }] })
    .listingRows.find((row) => row.date === date && row.listing_id === LISTING);
const sell = (at: string, over: { quantity?: number; unitPrice_cents?: number } = {}) =>
  seller.simulator.addSale({ listingId: LISTING, at: new Date(at), unitPrice_cents: 1001, ...over });

describe('rows of the truth, worked by hand', () => {
  it('holds nothing but zeros and visits on a day without a sale', () => {
    expect(rowOn('2026-11-01')).toEqual({
      listing_id: LISTING,
      date: '2026-11-01',
      visits: expect.any(Number),
      orders: 0,
      units: 0,
      gmv: '0.00',
      cancelled_orders: 0,
      cancelled_units: 0,
      cancelled_amount: '0.00',
      refunded_amount: '0.00',
      sale_fee: '0.00',
      seller_shipping: '0.00',
      net_revenue: '0.00',
      price: null,
      stock: null,
      has_clips: null,
      provisional: false,
    });
  });

  it('takes fee per unit and freight per shipment off three units of 10.01', async () => {
    await sell('2026-11-02T15:00:00Z', { quantity: 3 });
    // 3 × 10.01 = 30.03; the fee is 16 % of 10.01, so 1.60, three times; the freight of an added sale is 12.90.
    expect(rowOn('2026-11-02')).toMatchObject({
      orders: 1,
      units: 3,
      gmv: '30.03',
      sale_fee: '4.80',
      seller_shipping: '12.90',
      net_revenue: '12.33',
    });
  });

  it('keeps the gross of a sale that fell through, and nothing is left of its fee and freight', async () => {
    await sell('2026-11-03T15:00:00Z', { quantity: 2 });
    const { orderId } = await sell('2026-11-03T16:00:00Z');
    await seller.simulator.cancelOrder(orderId, { at: new Date('2026-11-06T12:00:00Z') });
    // 20.02 + 10.01 gross, 10.01 lost; 3.20 fee and 12.90 freight of the other: 30.03 − 10.01 − 3.20 − 12.90 = 3.92.
    expect(rowOn('2026-11-03')).toMatchObject({
      orders: 2,
      units: 3,
      gmv: '30.03',
      cancelled_orders: 1,
      cancelled_units: 1,
      cancelled_amount: '10.01',
      sale_fee: '3.20',
      seller_shipping: '12.90',
      net_revenue: '3.92',
    });
  });

  it('files a refund under the day of the sale, and a refund of a cancelled sale nowhere', async () => {
    const { orderId: kept } = await sell('2026-11-04T15:00:00Z', { quantity: 2 });
    await seller.simulator.refundOrder(kept, { amount_cents: 333, at: new Date('2026-11-10T12:00:00Z') });
    await seller.simulator.refundOrder(kept, { amount_cents: 100, staysPaid: true });
    const { orderId: lost } = await sell('2026-11-04T16:00:00Z');
    await seller.simulator.refundOrder(lost, { amount_cents: 500 });
    await seller.simulator.cancelOrder(lost);
    // 30.03 − 10.01 − 4.33 − 3.20 − 12.90 = −0.41: a loss is told as one.
    expect(rowOn('2026-11-04')).toMatchObject({ refunded_amount: '4.33', net_revenue: '-0.41' });
  });

  it('cuts days at the midnight of the zone asked for', async () => {
    await sell('2026-11-06T02:59:59Z');
    await sell('2026-11-06T03:00:00Z');
    await sell('2026-11-06T03:59:59Z');
    await sell('2026-11-06T04:00:00Z');
    expect([rowOn('2026-11-05')?.orders, rowOn('2026-11-06')?.orders]).toEqual([1, 3]);
    const manaus = 'America/Manaus';
    expect([rowOn('2026-11-05', manaus)?.orders, rowOn('2026-11-06', manaus)?.orders]).toEqual([3, 1]);
  });
});

describe('what only a reading can see', () => {
  it('is as the newest reading of the day saw it, as the API told it at that instant', async () => {
    const ids = Array.from({ length: 64 }, (_, index) => `MLB${4_100_200_301 + index * 37}`);
    const instants = ['2026-11-23T11:00:00Z', '2026-11-23T23:30:00Z', '2026-11-24T11:00:00Z'];
    const told = new Map<string, { price: string | null; stock: number | null; visits: number | undefined }>();
    for (const instant of instants) {
      seller.moveTo(instant);
      await seller.authorise();
      for (const id of ids) {
        const item = await seller.get<{ status: string; available_quantity: number }>(`/items/${id}`);
        const price = await seller.get<{ amount: number }>(`/items/${id}/sale_price`);
        const visits = await seller.get<{ results: { date: string; total: number }[] }>(
          `/items/${id}/visits/time_window?last=1&unit=day&ending=${instant.slice(0, 10)}`,
        );
        told.set(`${id} ${instant}`, {
          price: item.body.status === 'active' ? price.body.amount.toFixed(2) : null,
          stock: item.body.available_quantity,
          visits: visits.body.results.find((row) => row.date.startsWith('2026-11-23'))?.total ?? 0,
        });
      }
    }
    const { listingRows } = seller.simulator.truth({
      sellerId: seller.sellerId,
      timeZone: 'America/Sao_Paulo',
      reads: instants.map((at) => ({ at: new Date(at), days: 2 })),
    });
    const rows = listingRows.filter((row) => row.date === '2026-11-23');
    expect(rows.length).toBeGreaterThan(55);
    for (const row of rows) {
      const evening = told.get(`${row.listing_id} 2026-11-23T23:30:00Z`);
      const nextDay = told.get(`${row.listing_id} 2026-11-24T11:00:00Z`);
      expect(row, row.listing_id).toMatchObject({
        price: evening?.price,
        stock: evening?.stock,
        visits: nextDay?.visits,
      });
    }
    const changed = ids.filter(
      (id) => told.get(`${id} ${instants[0]}`)?.stock !== told.get(`${id} ${instants[1]}`)?.stock,
    );
    expect(changed.length).toBeGreaterThan(5);
  });

  it('stays unknown on days that no reading held, but for a clip that was seen before', () => {
    const { listingRows, accountRows } = seller.simulator.truth({
      sellerId: seller.sellerId,
      timeZone: 'America/Sao_Paulo',
      reads: [
        { at: new Date('2026-11-10T15:00:00Z'), days: 2 },
        { at: new Date('2026-11-20T15:00:00Z'), days: 2 },
      ],
    });
    expect(accountRows.map((row) => row.date)).toEqual(
      Array.from({ length: 12 }, (_, index) => `2026-11-${index + 9 < 10 ? '0' : ''}${index + 9}`),
    );
    const between = accountRows.filter((row) => row.date > '2026-11-10' && row.date < '2026-11-19');
    expect(between.map((row) => [row.visits, row.listings_with_visits])).toEqual(between.map(() => [null, 0]));
    const rows = listingRows.filter((row) => row.date === '2026-11-15');
    expect(rows.every((row) => row.visits === null && row.price === null && row.stock === null)).toBe(true);
    expect(rows.some((row) => row.has_clips === true)).toBe(true);
    expect(listingRows.filter((row) => row.date === '2026-11-09').every((row) => row.has_clips === null)).toBe(true);
  });

  it('ends a listing whose stop time is not told on the day of the reading that first saw it closed', () => {
    const lastDay = (reads: { at: Date; days: number }[], id: string) =>
      seller.simulator
        .truth({ sellerId: seller.sellerId, timeZone: 'America/Sao_Paulo', reads })
        .listingRows.filter((row) => row.listing_id === id)
        .at(-1)?.date;
    const [told, untold] = ['MLB4100200745', 'MLB4100200782'];
    const reads = [
      { at: new Date('2026-11-10T15:00:00Z'), days: 30 },
      { at: new Date('2026-11-20T15:00:00Z'), days: 30 },
    ];
    // Closed on 31 October at 22:30 in São Paulo, which is November in UTC; and on 12 November without saying so.
    expect(lastDay(reads, told)).toBe('2026-10-31');
    expect(lastDay(reads, untold)).toBe('2026-11-20');
    expect(lastDay([...reads, { at: new Date('2026-11-14T09:00:00Z'), days: 30 }], untold)).toBe('2026-11-14');
  });
});
