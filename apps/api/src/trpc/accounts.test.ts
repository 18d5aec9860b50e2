import { createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { openMember, type Person } from '../testing/open-person.ts';
import { NOW, startTestApi, type TestApi } from '../testing/start-test-api.ts';

let api: TestApi;
let own: Person;
let other: Person;
let ownId: string;
let otherId: string;
beforeAll(async () => {
  api = await startTestApi({ settings: { database: 'external' } });
  const { db } = api.database;
  const { tenantId } = api.tenant;
  const { tenantId: otherTenant } = await createTenant(db, { name: 'Outra', now: NOW });
  own = await openMember(api, tenantId, { email: 'ana@example.com', role: 'owner' });
  other = await openMember(api, otherTenant, { email: 'bia@example.com', role: 'owner' });
  ownId = await insertConnection(db, tenantId, { nickname: 'LOJA', sellerId: 101 });
  otherId = await insertConnection(db, otherTenant, { nickname: 'OUTRA', sellerId: 202 });
  for (const day of ['2026-11-20', '2026-11-22']) {
    await query(
      db,
      `insert into account_metrics_daily
         (tenant_id, connection_id, date, orders, purchases, units, gmv, cancelled_orders, cancelled_units, cancelled_amount,
          refunded_amount, listings_expected, listings_with_visits, provisional, rebuilt_at)
       values ($1, $2, $3, 1, 1, 1, 10, 0, 0, 0, 0, 1, 1, false, $4)`,
      { bind: [tenantId, ownId, day, NOW] },
    );
  }
  await query(
    db,
    `insert into source_failures values ($1, $2, 'freight', '[2026-11-21,2026-11-23]', 'meli_refused', '/shipments: 403', $3)`,
    { bind: [tenantId, ownId, NOW] },
  );
  await query(db, `update connections set history_from = '2026-10-01' where tenant_id = $1`, { bind: [tenantId] });
  await query(
    db,
    `insert into connection_tokens
       (tenant_id, connection_id, key_id, access_token_cipher, refresh_token_cipher, access_token_expires_at, renewed_at)
     values ($1, $2, 'k', 'a', 'r', $3, $3)`,
    { bind: [tenantId, ownId, NOW] },
  );
});
afterAll(() => api.close());

const detailsOf = async (person: Person) => (await person.ask('connections.details')).body;
const disconnect = (person: Person, connectionId: string) =>
  person.ask('connections.disconnect', { connectionId }, 'mutation');

describe('Contas', () => {
  test('tells each company of its own sellers: how far back their numbers reach, and what cannot be read', async () => {
    expect(await detailsOf(own)).toEqual({
      result: {
        data: [
          {
            connectionId: ownId,
            sellerId: '101',
            nickname: 'LOJA',
            status: 'active',
            statusReason: null,
            historyFrom: '2026-10-01',
            history: { firstDay: '2026-11-20', lastDay: '2026-11-22', knownDays: 2 },
            failures: [{ source: 'freight', errorCode: 'meli_refused', failedAt: NOW.toISOString() }],
          },
        ],
      },
    });
    expect(await detailsOf(other)).toMatchObject({
      result: { data: [{ connectionId: otherId, history: null, historyFrom: null, failures: [] }] },
    });
  });

  test('disconnects a seller of its own company once, forgets the keys, keeps the history, and writes down who did it', async () => {
    expect((await disconnect(other, ownId)).status).toBe(404);
    expect(await query(api.database.db, 'select 1 from connection_tokens')).toHaveLength(1);
    expect((await disconnect(own, ownId)).status).toBe(200);
    expect((await disconnect(own, ownId)).status).toBe(200);
    expect(await query(api.database.db, 'select 1 from connection_tokens')).toEqual([]);
    expect(await detailsOf(own)).toMatchObject({
      result: { data: [{ status: 'disconnected', history: { knownDays: 2 } }] },
    });
    const entries = await query(
      api.database.db,
      `select tenant_id, actor_email, subject from audit_entries where action = 'seller_disconnected'`,
    );
    expect(entries).toEqual([{ tenant_id: api.tenant.tenantId, actor_email: 'ana@example.com', subject: '101' }]);
  });

  test('a disconnection that cannot be written down does not happen', async () => {
    const { db } = api.database;
    await query(
      db,
      `alter table audit_entries add constraint full_up check (action <> 'seller_disconnected') not valid`,
    );
    expect((await disconnect(other, otherId)).status).toBe(500);
    expect(await detailsOf(other)).toMatchObject({ result: { data: [{ status: 'active' }] } });
    await query(db, 'alter table audit_entries drop constraint full_up');
  });
});
