import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshStatistics } from './refresh-statistics.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
  // What the server does by itself at some time would make it a matter of chance.
  await query(test.db, 'alter table orders set (autovacuum_enabled = false)');
  for (const seller of [1, 2]) await openSeller(seller, 20_000);
  await query(test.db, 'analyze orders');
});
afterAll(() => test.drop());

/** A company with one seller and as many orders. */
async function openSeller(seller: number, orders: number): Promise<string> {
  const tenantId = randomUUID();
  await query(
    test.db,
    `with tenant as (
       insert into tenants (tenant_id, name, time_zone, created_at) values ($1, 'Loja', 'America/Sao_Paulo', now()) returning tenant_id
     ),
     connection as (
       insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
       select tenant_id, gen_random_uuid(), $2, 'MLB', 'BRL', 'active', now(), now() from tenant returning tenant_id, connection_id
     )
     insert into orders (tenant_id, order_id, connection_id, status, date_created, date_closed, last_updated, currency, tags, content_hash, read_at)
     select tenant_id, $2::bigint * 1000000 + i, connection_id, 'paid', now(), now(), now(), 'BRL', '{}', '', now()
     from connection, generate_series(1, $3::int) as i`,
    { bind: [tenantId, seller, orders] },
  );
  return tenantId;
}

async function expectedOrders(tenantId: string): Promise<number> {
  const [row] = await query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    test.db,
    'explain (format json) select from orders where tenant_id = $1',
    { bind: [tenantId] },
  );
  return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

describe('what the planner takes a seller for', () => {
  it('is far too little for one who is new among others, until it has looked', async () => {
    const tenantId = await openSeller(3, 2_000);
    expect(await expectedOrders(tenantId)).toBeLessThan(200);
    expect(await refreshStatistics(test.db, tenantId)).toBe(true);
    expect(await expectedOrders(tenantId)).toBeGreaterThan(1_000);
    expect(await refreshStatistics(test.db, tenantId)).toBe(false);
  });

  it('is left as it is for one with too few orders to matter', async () => {
    const tenantId = await openSeller(4, 50);
    expect(await refreshStatistics(test.db, tenantId)).toBe(false);
  });
});
