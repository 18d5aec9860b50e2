import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator } from '../start-simulator.ts';
import { openSeller } from '../testing/open-seller.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'simulator-'));
});
afterEach(() => rm(stateDir, { recursive: true }));

const world = { listings: 5, ordersPerDay: 2 };

describe('what a simulator remembers', () => {
  it('has new keys on disk before the answer is out, for its owner alone', async () => {
    const seller = await openSeller({ stateDir, world });
    const { body } = await seller.renew(await seller.authorise());
    const file = join(stateDir, 'simulator.json');
    const kept = await readFile(file, 'utf8');
    expect(kept).toContain(body.refresh_token);
    expect(kept).toContain(body.access_token);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    await seller.simulator.close();
  });

  it('goes on after a restart: keys, application, an added sale, a cancellation', async () => {
    const first = await openSeller({ stateDir, world });
    const { body: pair } = await first.renew(await first.authorise());
    const { orderId } = await first.simulator.addSale({ quantity: 3 });
    const { orderId: lost } = await first.simulator.addSale();
    await first.simulator.cancelOrder(lost);
    await first.simulator.close();

    const clock = { now: () => new Date('2026-11-20T15:34:00Z') };
    const second = await startSimulator({ stateDir, world, clock });
    expect(second).toMatchObject({ clientId: first.simulator.clientId, clientSecret: first.simulator.clientSecret });
    const get = async (path: string) => {
      const response = await fetch(`${second.url}${path}`, {
        headers: { authorization: `Bearer ${pair.access_token}` },
      });
      return (await response.json()) as object;
    };
    expect(await get('/users/me')).toMatchObject({ id: Number(first.sellerId) });
    expect(await get(`/orders/${orderId}`)).toMatchObject({ status: 'paid', order_items: [{ quantity: 3 }] });
    expect(await get(`/orders/${lost}`)).toMatchObject({ status: 'cancelled' });
    await second.close();
  });

  it('keeps the day that its world was built around, whatever day it is started again', async () => {
    const tell = async (at: string, anchorDay?: string) => {
      const simulator = await startSimulator({
        seed: 'promises',
        stateDir,
        world,
        clock: { now: () => new Date(at) },
        ...(anchorDay === undefined ? {} : { anchorDay }),
      });
      const sellerId = simulator.sellers[0]?.sellerId ?? '';
      const reads = [{ at: new Date('2026-11-20T15:34:00Z'), days: 20 }];
      const truth = simulator.truth({ sellerId, timeZone: 'America/Sao_Paulo', reads });
      await simulator.close();
      return truth;
    };
    const before = await tell('2026-11-20T15:34:00Z');
    expect(await tell('2026-12-24T15:34:00Z')).toEqual(before);
    expect(before.listingRows.length).toBeGreaterThan(50);
  });

  it('goes on from a folder of the time when there was one seller only', async () => {
    const { simulator, sellerId, authorise } = await openSeller({ stateDir, world });
    await authorise();
    const refreshToken = simulator.liveRefreshToken();
    await simulator.close();
    const file = join(stateDir, 'simulator.json');
    const { sellers, keys, ...kept } = JSON.parse(await readFile(file, 'utf8'));
    const [{ issuedAt, ...pair }] = keys.pairs;
    expect(sellers).toHaveLength(1);
    expect(pair.expiresAt - issuedAt).toBe(21_600_000);
    await writeFile(file, JSON.stringify({ ...kept, keys: { pairs: [pair], older: [], codes: [] } }));

    const next = await startSimulator({ stateDir, world, clock: { now: () => simulator.now() } });
    expect(next.sellers).toEqual([{ sellerId, nickname: 'CASAVERDE.SIMULADA' }]);
    expect(next.liveRefreshToken()).toBe(refreshToken);
    await next.close();
    const again = JSON.parse(await readFile(file, 'utf8'));
    expect(again).toMatchObject({ sellers, keys: { pairs: [{ issuedAt }] } });
  });

  it('keeps how far its clock was moved', async () => {
    const first = await startSimulator({ stateDir, world, control: true });
    const moved = new Date(first.now().getTime() + 365 * 86_400_000);
    await fetch(`${first.url}/__control/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ set: moved.toISOString() }),
    });
    await first.close();
    const second = await startSimulator({ stateDir, world });
    expect(second.now().getTime()).toBeGreaterThanOrEqual(moved.getTime());
    expect(second.now().getTime()).toBeLessThan(moved.getTime() + 86_400_000);
    await second.close();
  });

  it('forgets everything without a folder', async () => {
    const seller = await openSeller({ world });
    const refreshToken = await seller.authorise();
    await seller.simulator.close();
    const next = await openSeller({ world });
    expect((await next.renew(refreshToken)).status).toBe(400);
    await next.simulator.close();
  });
});
