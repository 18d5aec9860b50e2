import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { allOrders, openSeller, type Seller } from '../testing/open-seller.ts';

const open: Seller[] = [];
afterEach(() => Promise.all(open.splice(0).map((seller) => seller.simulator.close())));
async function start(options: Parameters<typeof openSeller>[0] = {}) {
  const seller = await openSeller(options);
  open.push(seller);
  return seller;
}

interface Told {
  price: number;
  status: string;
  available_quantity: number;
  last_updated: string;
}
/** The second listing: active, with a clip. */
const ID = 'MLB4100200338';
const NOON = '2026-11-20T15:34:00Z';
const truthOf = ({ simulator, sellerId }: Seller, reads: { at: string; days: number }[]) =>
  simulator
    .truth({
      sellerId,
      timeZone: 'America/Sao_Paulo',
      reads: reads.map(({ at, days }) => ({ at: new Date(at), days })),
    })
    .listingRows.filter((row) => row.listing_id === ID);

describe('a listing that is changed by hand', () => {
  it('tells its new price without a promotion, and the truth holds it from then on', async () => {
    const seller = await start();
    await seller.simulator.changeListing(ID, { price_cents: 12345, stock: 7 });
    expect((await seller.get<Told>(`/items/${ID}`)).body).toMatchObject({
      price: 123.45,
      available_quantity: 7,
      last_updated: '2026-11-20T15:34:00.000Z',
    });
    expect((await seller.get(`/items/${ID}/sale_price`)).body).toMatchObject({ amount: 123.45, regular_amount: null });
    // Ninety days on, the seed would have changed both many times.
    seller.moveTo('2027-02-18T15:34:00Z');
    await seller.authorise();
    expect((await seller.get(`/items/${ID}/sale_price`)).body).toMatchObject({ amount: 123.45 });
    const [row] = truthOf(seller, [{ at: '2027-02-18T15:34:00Z', days: 1 }]);
    expect(row).toMatchObject({ price: '123.45', stock: 7 });
  });

  it('tells what it was told to be of its status and its clip, and what no reading can see then is null in the truth', async () => {
    const seller = await start();
    expect((await seller.get(`/item/${ID}/performance`)).text).toContain('"key":"UP_HAS_SHORTS","status":"COMPLETED"');
    await seller.simulator.changeListing(ID, { clip: 'no' });
    expect((await seller.get(`/item/${ID}/performance`)).text).toContain('"key":"UP_HAS_SHORTS","status":"PENDING"');
    expect(truthOf(seller, [{ at: NOON, days: 1 }])).toMatchObject([{ has_clips: false }]);

    seller.moveTo('2026-11-21T15:34:00Z');
    await seller.authorise();
    await seller.simulator.changeListing(ID, { status: 'paused' });
    expect((await seller.get<Told>(`/items/${ID}`)).body.status).toBe('paused');
    expect((await seller.get(`/item/${ID}/performance`)).status).toBe(400);
    const reads = [NOON, '2026-11-21T15:34:00Z'].map((at) => ({ at, days: 2 }));
    const [, before, paused] = truthOf(seller, reads);
    expect(before?.price).not.toBeNull();
    expect(paused).toMatchObject({ price: null, has_clips: false });

    seller.moveTo('2026-11-22T15:34:00Z');
    await seller.authorise();
    await seller.simulator.changeListing(ID, { status: 'active' });
    expect((await seller.get<Told>(`/items/${ID}`)).body.status).toBe('active');
  });

  it('changes no order that can be seen, sells nothing while it is paused, and at the new price after that', async () => {
    const seller = await start({ world: { listings: 6, ordersPerDay: 40 } });
    const past = { 'order.date_created.from': '2026-11-01T03:00:00Z' };
    const before = await allOrders(seller, past);
    await seller.simulator.changeListing(ID, { status: 'paused', price_cents: 7777 });
    await seller.simulator.changeListing('MLB4100200301', { status: 'closed' });
    expect(await allOrders(seller, past)).toEqual(before);

    seller.moveTo('2026-11-24T15:34:00Z');
    await seller.authorise();
    const sold = (orders: typeof before, from: string, to = '2027-01-01T00:00:00Z') =>
      orders
        .filter(({ date_created: at }) => Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(to))
        .flatMap((order) => order.order_items)
        .filter((line) => line.item.id === ID || line.item.id === 'MLB4100200301');
    const away = await allOrders(seller, past);
    expect(sold(before, '2026-11-19T03:00:00Z').length).toBeGreaterThan(20);
    expect(sold(away, '2026-11-22T03:00:00Z')).toEqual([]);
    // The rest of the day was laid out already when it was paused.
    expect(sold(away, NOON, '2026-11-21T02:00:00Z')).toEqual([]);

    await seller.simulator.changeListing(ID, { status: 'active' });
    expect(await allOrders(seller, past)).toEqual(away);
    seller.moveTo('2026-11-27T15:34:00Z');
    await seller.authorise();
    const back = sold(await allOrders(seller, past), '2026-11-25T03:00:00Z');
    expect(back.length).toBeGreaterThan(20);
    expect(new Set(back.map((line) => `${line.item.id} ${line.unit_price}`))).toEqual(new Set([`${ID} 77.77`]));
  });

  it('leaves a sale of the very instant of the change at the price of before', async () => {
    const world = { listings: 3, ordersPerDay: 60 };
    const found = await allOrders(await start({ world }), { 'order.date_created.from': '2026-11-20T10:00:00Z' });
    const sale = found.find((order) => order.order_items[0]?.item.id === ID);
    const seller = await start({ world, at: sale?.date_created ?? '' });
    const before = (await seller.get(`/orders/${sale?.id}`)).body;
    await seller.simulator.changeListing(ID, { price_cents: 999999, status: 'paused' });
    expect((await seller.get(`/orders/${sale?.id}`)).body).toEqual(before);
    expect(before).toMatchObject({ order_items: [{ unit_price: sale?.order_items[0]?.unit_price }] });
  });

  it('leaves the morning as it was, also where the seed would have reopened it at noon', async () => {
    // The twelfth listing was paused for eighteen days and is to be open again at nine of that morning.
    const seller = await start({ world: { listings: 15, ordersPerDay: 900 }, at: '2026-11-08T11:30:00Z' });
    const morning = { 'order.date_created.from': '2026-11-08T03:00:00Z' };
    const before = await allOrders(seller, morning);
    expect(before.length).toBeGreaterThan(20);
    await seller.simulator.changeListing('MLB4100200708', { status: 'closed' });
    expect(await allOrders(seller, morning)).toEqual(before);
  });

  it('leaves a sale that was added at the same instant at the price of before', async () => {
    const seller = await start();
    await seller.simulator.changeListing(ID, { price_cents: 5000 });
    const first = await seller.simulator.addSale({ listingId: ID });
    await seller.simulator.changeListing(ID, { price_cents: 6000 });
    const second = await seller.simulator.addSale({ listingId: ID });
    expect((await seller.get(`/orders/${first.orderId}`)).body).toMatchObject({ total_amount: 50 });
    expect((await seller.get(`/orders/${second.orderId}`)).body).toMatchObject({ total_amount: 60 });
  });

  it('goes on living when everything it sells was closed', async () => {
    const seller = await start({ world: { listings: 3, ordersPerDay: 5 } });
    for (const id of ['MLB4100200301', ID, 'MLB4100200375'])
      await seller.simulator.changeListing(id, { status: 'closed' });
    seller.moveTo('2026-12-20T15:34:00Z');
    await seller.authorise();
    const { status } = await seller.get(`/orders/search?seller=${seller.sellerId}&sort=date_desc`);
    expect(status).toBe(200);
    expect((await seller.get<Told>(`/items/${ID}`)).body).toMatchObject({ status: 'closed', available_quantity: 0 });
  });

  it('says why it cannot be changed', async () => {
    const { simulator } = await start();
    await expect(simulator.changeListing('MLB1', { stock: 1 })).rejects.toThrow('there is no listing MLB1');
    await expect(simulator.changeListing(ID, {})).rejects.toThrow('say what is to change');
    await expect(simulator.changeListing(ID, { stock: -1 })).rejects.toThrow('stock must be a whole number');
    await simulator.changeListing(ID, { status: 'closed' });
    await expect(simulator.changeListing(ID, { status: 'active' })).rejects.toThrow('closed');
  });

  it('is changed over the control interface too', async () => {
    const seller = await start({ control: true });
    const send = async (body: object) => {
      const response = await fetch(`${seller.simulator.url}/__control/listings/${ID}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    };
    expect(await send({ stock: 3 })).toEqual({ status: 200, body: { listingId: ID } });
    expect((await seller.get<Told>(`/items/${ID}`)).body.available_quantity).toBe(3);
    expect((await send({ price: 3 })).status).toBe(400);
    expect(await send({})).toMatchObject({ status: 400, body: { message: expect.stringContaining('say what') } });
  });
});

it('keeps what was done to a listing over a restart', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'simulator-'));
  const options = { stateDir, anchorDay: '2026-11-20', clock: { now: () => new Date(NOON) } };
  const first = await startSimulator(options);
  await first.changeListing(ID, { price_cents: 4321 });
  const reads = [{ at: new Date(NOON), days: 1 }];
  const told = first.truth({ timeZone: 'America/Sao_Paulo', reads });
  await first.close();
  const second = await startSimulator(options);
  expect(second.truth({ timeZone: 'America/Sao_Paulo', reads })).toEqual(told);
  expect(JSON.stringify(told)).toContain('43.21');
  await second.close();
  await rm(stateDir, { recursive: true });
});
