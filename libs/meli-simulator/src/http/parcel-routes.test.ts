import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allOrders, openSeller, type Seller, type ToldOrder } from '../testing/open-seller.ts';

let seller: Seller;
let orders: ToldOrder[];
beforeAll(async () => {
  // Without everyday sales only the hard cases are left.
  seller = await openSeller({ world: { ordersPerDay: 0 } });
  orders = await allOrders(seller, {
    'order.date_created.from': '2026-09-01T00:00:00Z',
    'order.date_created.to': '2026-11-16T00:00:00Z',
  });
});
afterAll(() => seller.simulator.close());

interface Costs {
  senders: { user_id: number; cost: number }[];
}

const listingsOf = (of: readonly ToldOrder[]) => of.flatMap((order) => order.order_items.map((line) => line.item.id));

function packOfThree(): ToldOrder[] {
  for (const [id, pack] of Map.groupBy(orders, (order) => order.pack_id))
    if (id !== null && pack.length === 3) return pack;
  throw new Error('there is no pack of three in these weeks');
}
const costOf = async (order: ToldOrder | undefined) => {
  const { body } = await seller.get<Costs>(`/shipments/${order?.shipping.id}/costs`);
  expect(body.senders).toMatchObject([{ user_id: Number(seller.sellerId) }]);
  return Math.round((body.senders[0]?.cost ?? 0) * 100);
};

describe('packs, shipments and what they cost', () => {
  it('sends a pack of three in one shipment', async () => {
    const three = packOfThree();
    expect(new Set(three.map((order) => order.shipping.id)).size).toBe(1);
    const { body } = await seller.get<{ id: number; orders: { id: number }[]; shipment: { id: number } }>(
      `/packs/${three[0]?.pack_id}`,
    );
    expect(new Set(body.orders.map((order) => order.id))).toEqual(new Set(three.map((order) => order.id)));
    expect(body).toMatchObject({ status: 'released', shipment: { id: three[0]?.shipping.id } });
  });

  it('splits the freight of a pack of three over its listings, and the parts add up to the cost of its shipment', async () => {
    const three = packOfThree();
    const day = localDay(three[0]?.date_closed);
    const others = orders.filter((order) => localDay(order.date_closed) === day && !three.includes(order));
    const truth = seller.simulator.truth({
      sellerId: seller.sellerId,
      timeZone: 'America/Sao_Paulo',
      reads: [{ at: seller.simulator.now(), days: 90 }],
    });
    const parts = await Promise.all(
      listingsOf(three).map(async (listing) => {
        const row = truth.listingRows.find((one) => one.date === day && one.listing_id === listing);
        // The others on this day, around midnight, have one line and a shipment of their own each.
        const own = await Promise.all(others.filter((order) => listingsOf([order]).includes(listing)).map(costOf));
        return own.reduce((left, cost) => left - cost, Math.round(Number(row?.seller_shipping) * 100));
      }),
    );
    expect(parts).toHaveLength(3);
    expect(Math.min(...parts)).toBeGreaterThan(0);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(await costOf(three[0]));
  });

  it('calls a pack whose order was split cancelled, and puts two orders in its place', async () => {
    const original = orders.find((order) => order.cancel_detail?.code === 'pack_splitted');
    expect(original?.status).toBe('cancelled');
    const { body } = await seller.get(`/packs/${original?.pack_id}`);
    expect(body).toMatchObject({ status: 'cancelled', status_detail: 'splitted' });
    const replacements = orders.filter(
      (order) => order.date_created > (original?.date_created ?? '') && order.pack_id !== original?.pack_id,
    );
    const lines = original?.order_items.map((line) => line.item.id) ?? [];
    for (const id of lines) expect(replacements.some((order) => order.order_items[0]?.item.id === id)).toBe(true);
  });

  it('has orders without a shipment', () => {
    const without = orders.filter((order) => order.shipping.id === null);
    expect(without.length).toBeGreaterThan(0);
    expect(without.every((order) => order.tags.includes('no_shipping'))).toBe(true);
  });

  it('answers 404 to packs and shipments that nobody sent, and 401 without a key', async () => {
    const unknown = ['2000102074999999', '44274999999', '1', '9007199254740991', 'none'];
    for (const path of unknown.flatMap((id) => [`/packs/${id}`, `/shipments/${id}`, `/shipments/${id}/costs`])) {
      expect((await seller.get(path)).status, path).toBe(404);
      expect((await seller.get(path, 'none')).status, path).toBe(401);
    }
  });
});

/** São Paulo was three hours behind all autumn of 2026. */
function localDay(time: string | null | undefined): string {
  return time ? new Date(Date.parse(time) - 3 * 3_600_000).toISOString().slice(0, 10) : '';
}
