import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { query } from '@pulso/database';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { takeNotice } from './take-notice.ts';

/** A callback as the API's is: it stores and answers, and reads nothing. */
const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  bodies.push(body);
  const { db, simulator, now } = seller;
  const tenantId = await takeNotice(db, body, { applicationId: simulator.clientId, now: now() });
  if (tenantId !== null) taken.push(tenantId);
  response.end('{}');
});
const bodies: string[] = [];
const taken: string[] = [];

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  seller = await openSimulatedSeller({ at: '2026-11-20T15:00:00Z', seed: 'announced', anchorDay: '2026-11-20' });
  await seller.run('sync-mercadolivre', { daysBack: 3 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  await seller.simulator.setNoticeRules({ callbackUrl });
});
afterAll(async () => {
  server.close();
  await seller.close();
});
beforeEach(async () => {
  await query(seller.db, 'delete from notices');
  bodies.length = 0;
  taken.length = 0;
});

const calls = (route: string) => seller.simulator.counters()[route] ?? 0;
const waiting = () => query<{ times: number }>(seller.db, 'select times from notices where read_at is null');

it('Q57 every notice of an hour of the simulator’s world is taken in whatever dialect, and the sales stand in their day', async () => {
  const before = Object.values(seller.simulator.counters()).reduce((sum, count) => sum + count, 0);
  seller.moveTo('2026-11-20T16:00:00Z');
  const { orderId } = await seller.simulator.addSale({ quantity: 2 });
  await seller.simulator.deliverDue();
  // Q59: the callback has answered each, and nothing was asked of Mercado Livre for it.
  expect(Object.values(seller.simulator.counters()).reduce((sum, count) => sum + count, 0)).toBe(before);
  expect(bodies.length).toBeGreaterThan(3);
  expect(taken.length).toBeGreaterThan(3);
  expect(await seller.run('read-notices')).toMatchObject({ status: 'SUCCESS' });
  expect(await waiting()).toEqual([]);
  expect(await query(seller.db, 'select 1 from orders where order_id = $1', { bind: [orderId] })).toHaveLength(1);
});

it('Q58 the same notice three times is one read', async () => {
  const { orderId } = await seller.simulator.addSale();
  await seller.simulator.deliverDue();
  await query(seller.db, 'delete from notices');
  await seller.simulator.sendNotice({ topic: 'orders_v2', resource: `/orders/${orderId}`, times: 3 });
  expect(await waiting()).toEqual([{ times: 3 }]);
  const before = calls('GET /orders/:id');
  await seller.run('read-notices');
  expect(calls('GET /orders/:id') - before).toBe(1);
});

it('Q59 Q61 notices of topics that nobody knows, of sellers who are not connected and of other applications leave nothing', async () => {
  await seller.simulator.sendNotice({ topic: 'brand_new', resource: 'brand/new/1' });
  await seller.simulator.sendNotice({ topic: 'orders_v2', resource: '/orders/1', fields: { user_id: 999 } });
  await seller.simulator.sendNotice({ topic: 'orders_v2', resource: '/orders/1', fields: { application_id: 1 } });
  expect(bodies).toHaveLength(3);
  expect(await waiting()).toEqual([]);
});

it('signs that the database cannot hold do not make a notice fail: its sale is read like any other', async () => {
  const { orderId } = await seller.simulator.addSale();
  const { db, simulator, sellerId, tenantId, now } = seller;
  const body = JSON.stringify({
    topic: 'orders_v2\u0000\u001b',
    resource: `/orders/${orderId}`,
    user_id: sellerId,
    application_id: simulator.clientId,
  });
  await query(db, 'delete from notices');
  expect(await takeNotice(db, body, { applicationId: simulator.clientId, now: now() })).toBe(tenantId);
  expect(await query(db, 'select topic, subject_id from notices')).toEqual([
    { topic: 'orders_v2', subject_id: orderId },
  ]);
});
