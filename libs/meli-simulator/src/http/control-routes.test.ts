import { afterEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../simulator.ts';
import { startSimulator } from '../start-simulator.ts';
import { ask, openSeller } from '../testing/open-seller.ts';

const open: Simulator[] = [];
afterEach(() => Promise.all(open.splice(0).map((simulator) => simulator.close())));
async function start(control: boolean) {
  const simulator = await startSimulator({ control, world: { listings: 3, ordersPerDay: 1 } });
  open.push(simulator);
  const send = (path: string, body: object) =>
    ask<Record<string, string>>(`${simulator.url}/__control/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { simulator, send };
}

describe('the control interface', () => {
  it('is not there unless it was switched on', async () => {
    const { simulator, send } = await start(false);
    for (const path of ['counters', 'state', 'truth']) {
      expect((await ask(`${simulator.url}/__control/${path}`)).status, path).toBe(404);
    }
    for (const path of ['clock', 'sales', 'refresh-tokens']) expect((await send(path, {})).status, path).toBe(404);
  });

  it('moves the clock by milliseconds and to an instant', async () => {
    const { simulator, send } = await start(true);
    const before = simulator.now().getTime();
    await send('clock', { advance_ms: 3 * 86_400_000 });
    expect(simulator.now().getTime() - before).toBeGreaterThanOrEqual(3 * 86_400_000);
    const { body } = await send('clock', { set: '2031-01-01T00:00:00Z' });
    expect(body.now).toMatch(/^2031-01-01T00:00:/);
  });

  it('adds a sale that the API tells of, and gives a key that opens it', async () => {
    const { simulator, send } = await start(true);
    const sellerId = simulator.sellers[0]?.sellerId ?? '';
    const sale = await send('sales', { quantity: 2 });
    const { body } = await send('refresh-tokens', { sellerId });
    const pair = await ask<{ access_token: string }>(`${simulator.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: simulator.clientId,
        client_secret: simulator.clientSecret,
        refresh_token: body.refreshToken ?? '',
      }),
    });
    const told = await ask(`${simulator.url}/orders/${sale.body.orderId}`, {
      headers: { authorization: `Bearer ${pair.body.access_token}` },
    });
    expect(told).toMatchObject({ status: 200, body: { status: 'paid', order_items: [{ quantity: 2 }] } });
  });

  it('tells the same truth over HTTP as in the process', async () => {
    const { simulator } = await start(true);
    const reads = [{ at: simulator.now(), days: 5 }];
    const asked = { sellerId: simulator.sellers[0]?.sellerId ?? '', timeZone: 'America/Sao_Paulo' };
    const query = new URLSearchParams({ ...asked, reads: JSON.stringify(reads) });
    const { body } = await ask(`${simulator.url}/__control/truth?${query}`);
    expect(body).toEqual(simulator.truth({ ...asked, reads }));
  });

  it('counts calls by the template of their route', async () => {
    const seller = await openSeller({ control: true, world: { listings: 3, ordersPerDay: 1 } });
    open.push(seller.simulator);
    await seller.get('/orders/1');
    await seller.get('/orders/2');
    await seller.get('/no/such/route');
    const { body } = await ask(`${seller.simulator.url}/__control/counters`);
    expect(body).toMatchObject({ 'GET /orders/:id': 2, 'POST /oauth/token': 1 });
    expect(seller.simulator.counters()).toMatchObject({ 'GET /orders/:id': 2 });
  });
});
