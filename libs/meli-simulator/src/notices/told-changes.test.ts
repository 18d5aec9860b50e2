import { afterEach, describe, expect, it } from 'vitest';
import { openCallback, type Posted } from '../testing/open-callback.ts';
import { allOrders, listingIds, openSeller, type ToldOrder } from '../testing/open-seller.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});
async function start(options: Parameters<typeof openSeller>[0] = {}) {
  const callback = await openCallback();
  open.push(callback);
  const notifications = { callbackUrl: callback.url, dialects: 'plain', ...options.notifications } as const;
  const seller = await openSeller({ ...options, notifications });
  open.push(seller.simulator);
  const moveTo = async (instant: string) => {
    seller.moveTo(instant);
    await seller.authorise();
    await seller.simulator.deliverDue();
    return callback.take();
  };
  return { ...seller, callback, moveTo, setClock: seller.moveTo };
}

const FROM = '2026-11-20T15:34:00Z';
const TO = '2026-11-24T15:34:00Z';
const resources = (posted: readonly Posted[], topic: string) =>
  [...new Set(posted.filter((notice) => notice.topic === topic).map((notice) => notice.resource))].sort();
const within = (text: string) => Date.parse(text) > Date.parse(FROM) && Date.parse(text) <= Date.parse(TO);

describe('what a callback is told between two positions of the clock', () => {
  it('names exactly the orders that changed meanwhile', async () => {
    const seller = await start();
    const posted = await seller.moveTo(TO);
    const orders = await allOrders(seller, { 'order.date_last_updated.from': FROM, 'order.date_last_updated.to': TO });
    const changed = orders.filter((order) => within(order.last_updated)).map((order) => `/orders/${order.id}`);
    expect(resources(posted, 'orders_v2')).toEqual([...new Set(changed)].sort());
    expect(changed.length).toBeGreaterThan(100);
  });

  it('names exactly the listings whose last change lies between them, and prices and stock that differ', async () => {
    const seller = await start();
    const ids = await listingIds(seller);
    const look = async () =>
      new Map(
        await Promise.all(
          ids.map(async (id) => {
            const { body: item } = await seller.get<{ last_updated: string }>(`/items/${id}`);
            const { body: price } = await seller.get<{ amount: number }>(`/items/${id}/sale_price`);
            return [id, { ...item, amount: price.amount }] as const;
          }),
        ),
      );
    const before = await look();
    const posted = await seller.moveTo(TO);
    const after = await look();
    const changed = ids.filter((id) => within(after.get(id)?.last_updated ?? ''));
    const born = resources(posted, 'items').filter((resource) => !ids.includes(resource.slice(7)));
    expect(resources(posted, 'items').filter((resource) => !born.includes(resource))).toEqual(
      changed.map((id) => `/items/${id}`).sort(),
    );
    expect(born).toHaveLength(1);
    const priced = ids.filter((id) => before.get(id)?.amount !== after.get(id)?.amount);
    expect(priced.length).toBeGreaterThan(3);
    expect(resources(posted, 'items_prices')).toEqual(
      expect.arrayContaining(priced.map((id) => `/items/${id}/prices`)),
    );
  });

  it('names every shipment whose status differs, and no other that stood still', async () => {
    const seller = await start({ world: { listings: 12, ordersPerDay: 8 } });
    const bounds = { 'order.date_created.from': '2026-11-08T03:00:00Z' };
    const statusOf = async (orders: readonly ToldOrder[]) =>
      new Map<string, string>(
        await Promise.all(
          orders.flatMap(({ shipping: { id } }) =>
            id === null
              ? []
              : [
                  seller
                    .get<{ status: string }>(`/shipments/${id}`)
                    .then(({ body }) => [`/shipments/${id}`, body.status] as const),
                ],
          ),
        ),
      );
    const before = await statusOf(await allOrders(seller, bounds));
    const posted = await seller.moveTo(TO);
    const after = await statusOf(await allOrders(seller, bounds));
    const differ = [...after].filter(([resource, status]) => before.get(resource) !== status).map(([one]) => one);
    expect(differ.length).toBeGreaterThan(30);
    expect(resources(posted, 'shipments').filter((resource) => after.has(resource))).toEqual(differ.sort());
  });

  it('is the same in one stride as in many, each in the order of its happening', async () => {
    const strides = [
      '2026-11-20T15:34:01Z',
      '2026-11-20T21:00:00Z',
      '2026-11-21T03:00:00Z',
      '2026-11-23T03:00:00Z',
      TO,
    ];
    const [one, many] = [await start(), await start()];
    const whole = await one.moveTo(TO);
    const parts: Posted[] = [];
    for (const instant of strides) parts.push(...(await many.moveTo(instant)));
    expect(whole.length).toBeGreaterThan(400);
    // The application is drawn at each start.
    const bare = (posted: readonly Posted[]) => posted.map(({ application_id: _application, ...notice }) => notice);
    expect(bare(parts)).toEqual(bare(whole));
    const received = whole.map((notice) => notice.received);
    expect(received).toEqual([...received].sort());
  });

  it('names no sale that a change by hand prevented a few minutes before', async () => {
    const seller = await start({ world: { listings: 2, ordersPerDay: 900 } });
    await seller.moveTo('2026-11-20T15:35:00Z');
    await seller.simulator.changeListing('MLB4100200338', { status: 'paused' });
    await seller.simulator.changeListing('MLB4100200301', { status: 'paused' });
    const posted = await seller.moveTo('2026-11-20T16:30:00Z');
    const isNew = ({ actions = [] }: Posted) => actions.includes('order_items');
    expect(posted.length).toBeGreaterThan(10);
    expect(posted.filter(isNew)).toEqual([]);
  });

  it('begins with the moment at which the callback was given, and ends when it is taken away', async () => {
    const seller = await start({ notifications: { callbackUrl: null } });
    expect(await seller.moveTo('2026-11-21T15:34:00Z')).toEqual([]);
    await seller.simulator.setNoticeRules({ callbackUrl: seller.callback.url });
    const posted = await seller.moveTo('2026-11-22T15:34:00Z');
    expect(posted.length).toBeGreaterThan(50);
    expect(posted.filter((notice) => notice.received <= '2026-11-21T15:34:00.000Z')).toEqual([]);
    seller.callback.answerWith(() => 500);
    await seller.moveTo('2026-11-22T16:34:00Z');
    expect(seller.simulator.notices().waiting).toBeGreaterThan(0);
    await seller.simulator.setNoticeRules({ callbackUrl: null });
    expect(seller.simulator.notices().waiting).toBe(0);
    expect(await seller.moveTo('2026-11-23T15:34:00Z')).toEqual([]);
  });

  it('holds nothing of a seller who does not let the application in', async () => {
    const seller = await start({ sellers: ['main', 'sixty'], world: { listings: 6, ordersPerDay: 3 } });
    const first = await seller.moveTo('2026-11-21T15:34:00Z');
    expect(new Set(first.map((notice) => notice.user_id))).toEqual(new Set([2345678901]));
    await seller.simulator.issueRefreshToken('345678903');
    const second = await seller.moveTo('2026-11-22T15:34:00Z');
    expect(new Set(second.map((notice) => notice.user_id))).toEqual(new Set([2345678901, 345678903]));
    await seller.simulator.revokeConsent('345678903');
    const third = await seller.moveTo('2026-11-23T15:34:00Z');
    expect(new Set(third.map((notice) => notice.user_id))).toEqual(new Set([2345678901]));
  });
});

describe('what a callback is told of a change by hand', () => {
  it('is an order, its payment and its shipment for a sale; the order and its payment for a refund or a cancellation', async () => {
    const { simulator, callback } = await start();
    const { orderId } = await simulator.addSale();
    await simulator.deliverDue();
    const sale = callback.take();
    expect(sale.map((notice) => notice.topic).sort()).toEqual(['orders_v2', 'orders_v2', 'payments', 'shipments']);
    expect(resources(sale, 'orders_v2')).toEqual([`/orders/${orderId}`]);
    expect(sale[0]).toEqual({
      _id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/),
      topic: 'orders_v2',
      resource: `/orders/${orderId}`,
      user_id: 2345678901,
      application_id: Number(simulator.clientId),
      sent: expect.stringMatching(/^2026-11-20T15:34:00\.\d{3}Z$/),
      attempts: 1,
      received: '2026-11-20T15:34:00.000Z',
      actions: ['payments', 'order_items', 'pack_order:false', 'site_id:mlb', 'channel:marketplace', 'is_test:false'],
    });
    expect(callback.told.contentTypes).toEqual(new Set(['application/json']));

    await simulator.refundOrder(orderId, { amount_cents: 10 });
    await simulator.deliverDue();
    expect(callback.take().map((notice) => notice.topic)).toEqual(['orders_v2', 'payments']);
    await simulator.cancelOrder(orderId);
    await simulator.deliverDue();
    expect(callback.take().map((notice) => notice.topic)).toEqual(['orders_v2', 'payments', 'shipments']);
  });

  it('is the listing, and its price or its stock with it; nothing comes twice', async () => {
    const { simulator, callback, moveTo } = await start({ world: { listings: 3, ordersPerDay: 0 } });
    await simulator.changeListing('MLB4100200338', { price_cents: 999, stock: 3 });
    await simulator.deliverDue();
    expect(callback.take().map((notice) => [notice.topic, notice.resource])).toEqual([
      ['items', '/items/MLB4100200338'],
      ['items_prices', '/items/MLB4100200338/prices'],
      ['stock-locations', '/user-products/MLBU1500200338/stock'],
    ]);
    await simulator.changeListing('MLB4100200338', { status: 'closed' });
    await simulator.deliverDue();
    expect(callback.take().map((notice) => notice.topic)).toEqual(['items']);
    const later = await moveTo('2026-12-20T15:34:00Z');
    expect(later.length).toBeGreaterThan(50);
    expect(later.filter((notice) => notice.resource.includes('4100200338'))).toEqual([]);
  });

  it('comes once, also where the clock went on before it and nothing was posted in between', async () => {
    const seller = await start({ world: { listings: 3, ordersPerDay: 0 } });
    seller.setClock('2026-11-21T15:34:00Z');
    const { orderId } = await seller.simulator.addSale();
    await seller.simulator.cancelOrder(orderId);
    await seller.simulator.changeListing('MLB4100200338', { clip: 'no' });
    await seller.simulator.deliverDue();
    const posted = seller.callback.take();
    const of = (resource: string) => posted.filter((notice) => notice.resource === resource).length;
    // Made, paid and cancelled.
    expect(of(`/orders/${orderId}`)).toBe(3);
    await seller.authorise();
    const { body } = await seller.get<{ shipping: { id: number } }>(`/orders/${orderId}`);
    expect(of(`/shipments/${body.shipping.id}`)).toBe(2);
    const byHand = posted.filter((notice) => notice.received === '2026-11-21T15:34:00.000Z');
    expect(byHand.filter((notice) => notice.topic === 'items').map((notice) => notice.resource)).toEqual([
      '/items/MLB4100200338',
    ]);
  });

  it('comes when it happens, where that is later', async () => {
    const { simulator, callback, moveTo } = await start({ world: { listings: 3, ordersPerDay: 0 } });
    const { orderId } = await simulator.addSale({ at: new Date('2026-11-20T18:00:00Z') });
    await simulator.deliverDue();
    expect(callback.take()).toEqual([]);
    const posted = await moveTo('2026-11-20T18:00:00Z');
    expect(resources(posted, 'orders_v2')).toContain(`/orders/${orderId}`);
  });
});
