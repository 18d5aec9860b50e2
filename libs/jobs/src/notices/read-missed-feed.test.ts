import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { query } from '@pulso/database';
import { listMissedNotices } from '@pulso/sync';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { readMissedFeed } from './read-missed-feed.ts';
import { takeNotice } from './take-notice.ts';

const FEED = 'GET /missed_feeds';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let server: ReturnType<typeof createServer>;
/** What the callback answers, and whether it stores first. */
let callback: { status: number; stores: boolean };

beforeEach(async () => {
  callback = { status: 503, stores: false };
  const world = { listings: 5, ordersPerDay: 3, historyDays: 30 };
  seller = await openSimulatedSeller({ at: '2026-11-20T15:00:00Z', seed: 'missed', anchorDay: '2026-11-20', world });
  await seller.run('sync-mercadolivre', { daysBack: 3 });
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const applicationId = seller.simulator.clientId;
    if (callback.stores) await takeNotice(seller.db, body, { applicationId, now: seller.now() });
    response.writeHead(callback.status).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  await seller.simulator.setNoticeRules({ callbackUrl });
});
afterEach(async () => {
  server.close();
  await seller.close();
});

/** Lets time go by in which Mercado Livre tries, and gives up an hour after a change. */
async function passUntil(instant: string) {
  seller.moveTo(instant);
  await seller.simulator.deliverDue();
}
const slot = (instant: string) => new Date(instant);
const read = (instant: string) =>
  readMissedFeed(seller.deps, { slot: slot(instant), signal: new AbortController().signal });
const calls = (route: string) => seller.simulator.counters()[route] ?? 0;
const noticesOf = (subjectId: string) =>
  query<{ times: number; is_read: boolean }>(
    seller.db,
    'select times, read_at is not null as is_read from notices where tenant_id = $1 and subject_id = $2',
    { bind: [seller.tenantId, subjectId] },
  );

it('what the callback lost is stored by one of many callers like a notice, read once, and named by later readings in vain', async () => {
  const { orderId } = await seller.simulator.addSale({ quantity: 2 });
  await passUntil('2026-11-20T16:30:00Z');
  expect(seller.simulator.notices().missed).toBeGreaterThan(0);

  const outcomes = await Promise.all(Array.from({ length: 5 }, () => read('2026-11-20T16:00:00Z')));
  const [outcome, ...others] = outcomes.filter((one) => one !== null);
  expect(others).toEqual([]);
  expect(outcome?.missed).toBeGreaterThan(0);
  expect(await noticesOf(orderId)).toEqual([{ times: 1, is_read: false }]);
  const missed = await listMissedNotices(seller.db, slot('2026-11-20T16:00:00Z'));
  expect(missed).toEqual([
    {
      tenantId: seller.tenantId,
      connectionId: seller.connectionId,
      missed: outcome?.missed,
      lastFoundAt: '2026-11-20T16:30:00.000Z',
    },
  ]);
  expect(await listMissedNotices(seller.db, slot('2026-11-20T16:31:00Z'))).toEqual([]);

  const before = calls('GET /orders/:id');
  await seller.run('read-notices');
  expect(calls('GET /orders/:id') - before).toBeGreaterThan(0);
  expect(await query(seller.db, 'select 1 from orders where order_id = $1', { bind: [orderId] })).toHaveLength(1);

  const feedCalls = calls(FEED);
  expect(await read('2026-11-20T16:00:00Z')).toBeNull();
  expect(calls(FEED)).toBe(feedCalls);
  seller.moveTo('2026-11-20T17:00:00Z');
  expect(await read('2026-11-20T17:00:00Z')).toEqual({ missed: 0, stored: 0 });
  expect(calls(FEED)).toBeGreaterThan(feedCalls);
  expect(await noticesOf(orderId)).toEqual([{ times: 1, is_read: true }]);
});

it('what came to us although Mercado Livre believes it lost is not read again and does not count as lost', async () => {
  callback.stores = true;
  const { orderId } = await seller.simulator.addSale();
  await passUntil('2026-11-20T15:01:00Z');
  await seller.run('read-notices');
  callback.stores = false;
  await passUntil('2026-11-20T16:30:00Z');
  const rows = await noticesOf(orderId);
  expect(rows).toEqual([{ times: expect.any(Number), is_read: true }]);
  await read('2026-11-20T16:00:00Z');
  expect(await noticesOf(orderId)).toEqual(rows);
  const [named] = await query(seller.db, 'select had_come from missed_notices where subject_id = $1', {
    bind: [orderId],
  });
  expect(named).toEqual({ had_come: true });
});

it('another lost notice of a sale counts as lost too, and the sale waits as one', async () => {
  const { orderId } = await seller.simulator.addSale();
  const lost = async () => {
    const sql = `select count(*)::int as lost from missed_notices
                 where subject_kind = 'order' and subject_id = $1 and not had_come`;
    const [row] = await query<{ lost: number }>(seller.db, sql, { bind: [orderId] });
    return row?.lost ?? 0;
  };
  await passUntil('2026-11-20T15:10:00Z');
  await seller.simulator.refundOrder(orderId, { amount_cents: 1 });
  await passUntil('2026-11-20T16:05:00Z');
  await read('2026-11-20T16:00:00Z');
  const first = await lost();
  expect(first).toBeGreaterThan(0);
  await passUntil('2026-11-20T17:30:00Z');
  await read('2026-11-20T17:00:00Z');
  expect(await lost()).toBe(first + 1);
  expect(await noticesOf(orderId)).toEqual([{ times: 1, is_read: false }]);
});

it('Q61 notices of strangers, and of things that nobody knows, leave nothing when the feed names them; one that names no application is ours', async () => {
  await seller.simulator.sendNotice({ topic: 'orders_v2', resource: '/orders/71', fields: { user_id: 999 } });
  await seller.simulator.sendNotice({ topic: 'orders_v2', resource: '/orders/72', fields: { application_id: 1 } });
  await seller.simulator.sendNotice({ topic: 'orders_v2', resource: '/orders/73', fields: { user_id: null } });
  await seller.simulator.sendNotice({ topic: 'brand_new', resource: 'brand/new/74' });
  await seller.simulator.sendNotice({ topic: 'orders_v2', resource: '/orders/75' });
  await seller.simulator.sendNotice({ topic: 'orders_v2', resource: '/orders/76', fields: { application_id: null } });
  await passUntil('2026-11-20T16:30:00Z');
  await read('2026-11-20T16:00:00Z');
  const sql = `select subject_id from notices where subject_id ~ '^7\\d$'
               union all select subject_id from missed_notices where subject_id ~ '^7\\d$' order by 1`;
  const ids = (await query<{ subject_id: string }>(seller.db, sql)).map((row) => row.subject_id);
  expect(ids).toEqual(['75', '75', '76', '76']);
});

it('a reading that fails is another’s after five minutes, and what it stored is not stored twice', async () => {
  const { orderId } = await seller.simulator.addSale();
  await passUntil('2026-11-20T16:30:00Z');
  seller.simulator.setFaults([{ kind: 'refused', as: 'access-denied', route: '/missed_feeds' }]);
  await expect(read('2026-11-20T16:00:00Z')).rejects.toThrow();
  seller.simulator.setFaults([]);
  expect(await read('2026-11-20T16:00:00Z')).toBeNull();
  await query(seller.db, `update missed_feed_reads set claimed_until = claimed_until - interval '5 minutes'`);
  expect((await read('2026-11-20T16:00:00Z'))?.missed).toBeGreaterThan(0);
  expect(await noticesOf(orderId)).toHaveLength(1);
});

it('a seller whose keys are refused is passed over for the next one’s', async () => {
  await seller.simulator.addSale();
  await passUntil('2026-11-20T16:30:00Z');
  const other = '8f1c2b3a-0000-4000-8000-000000000001';
  await query(
    seller.db,
    `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     select tenant_id, $1, 77, site_id, currency, 'active', status_at, created_at from connections`,
    { bind: [other] },
  );
  await query(
    seller.db,
    `insert into connection_tokens (tenant_id, connection_id, key_id, access_token_cipher, refresh_token_cipher, access_token_expires_at, renewed_at)
     select tenant_id, $1, key_id, refresh_token_cipher, access_token_cipher, access_token_expires_at + interval '1 hour', renewed_at
     from connection_tokens`,
    { bind: [other] },
  );
  expect((await read('2026-11-20T16:00:00Z'))?.missed).toBeGreaterThan(0);
  const [refused] = await query(seller.db, 'select status from connections where connection_id = $1', {
    bind: [other],
  });
  expect(refused).toEqual({ status: 'reauthorisation_required' });
});

it('without a connected seller nobody is asked, and the hour stays owed', async () => {
  await query(seller.db, `update connections set status = 'disconnected'`);
  expect(await read('2026-11-20T16:00:00Z')).toBeNull();
  expect(calls(FEED)).toBe(0);
  expect(await query(seller.db, 'select 1 from missed_feed_reads')).toEqual([]);
});
