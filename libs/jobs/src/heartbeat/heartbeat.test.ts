import { createLogger, Secret } from '@pulso/runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWebhook } from '../testing/open-webhook.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { createHeartbeat } from './create-heartbeat.ts';
import { readAllOrders } from './read-all-orders.ts';

const log = createLogger({ app: 'test', level: 'silent' });

describe('the watch outside', () => {
  let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
  let watch: Awaited<ReturnType<typeof openWebhook>>;
  beforeEach(async () => {
    seller = await openSimulatedSeller({
      at: '2026-11-20T15:34:00Z',
      seed: 'heartbeat',
      world: { listings: 8, ordersPerDay: 2 },
    });
    watch = await openWebhook();
    listen(watch.url);
  });
  afterEach(async () => {
    await watch.close();
    await seller.close();
  });

  function listen(url: string) {
    seller.deps.heartbeat = createHeartbeat({ url: new Secret(url), log });
  }
  const sync = () => seller.run('sync-mercadolivre', { daysBack: 3 });
  const calls = async () => {
    await seller.deps.heartbeat?.settled();
    return watch.posted.map(({ method }) => method);
  };

  it('is called once for a good sync, however many wait for it, and for no other job', async () => {
    const ends = await Promise.all([sync(), sync(), sync()]);
    expect(new Set(ends.map((run) => run.jobLogId)).size).toBe(1);
    expect(ends[0]?.status).toBe('SUCCESS');
    expect(await calls()).toEqual(['GET']);
    expect((await seller.run('rebuild-daily-metrics')).status).toBe('SUCCESS');
    expect(await calls()).toEqual(['GET']);
    await sync();
    expect(await calls()).toEqual(['GET', 'GET']);
  });

  it('is called when visits alone are missing, and neither when orders are nor when nothing was read', async () => {
    seller.simulator.setFaults([{ kind: 'refused', as: 'access-denied', route: '/orders/search' }]);
    expect((await sync()).status).toBe('PARTIAL');
    expect(await calls()).toEqual([]);
    seller.simulator.setFaults([{ kind: 'server-error' }]);
    expect((await sync()).status).toBe('FAILED');
    expect(await calls()).toEqual([]);
    seller.simulator.setFaults([{ kind: 'refused', as: 'access-denied', route: '/items/*/visits/time_window' }]);
    expect((await sync()).status).toBe('PARTIAL');
    expect(await calls()).toEqual(['GET']);
  });

  it('that refuses, is away or never answers changes nothing about a run, and does not hold it up', async () => {
    watch.answers.push(500);
    expect((await sync()).status).toBe('SUCCESS');
    const gate = Promise.withResolvers<void>();
    watch.holdUntil(() => gate.promise);
    expect((await sync()).status).toBe('SUCCESS');
    gate.resolve();
    expect(await calls()).toEqual(['GET', 'GET']);
    listen('http://127.0.0.1:9/');
    expect((await sync()).status).toBe('SUCCESS');
    await calls();
  });
});

it.each([
  ['SUCCESS', undefined, true],
  ['PARTIAL', [{ connectionId: 'c', source: 'visits', reason: '503' }], true],
  ['PARTIAL', [{ source: 'freight', shipmentId: '1', reason: '404' }], true],
  [
    'PARTIAL',
    [
      { source: 'visits', reason: '503' },
      { source: 'orders', orderId: '1', reason: '206' },
    ],
    false,
  ],
  ['PARTIAL', [{ connectionId: 'c', reason: 'reauthorisation_required' }], false],
  ['PARTIAL', undefined, false],
  ['SKIPPED', undefined, false],
  ['FAILED', [], false],
  ['ABANDONED', undefined, false],
] as const)('a sync that is %s and misses %j has read all orders: %s', (status, missing, expected) => {
  expect(readAllOrders({ jobType: 'sync-mercadolivre', status, metadata: { missing } })).toBe(expected);
});
