import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDashboard } from './open-dashboard.ts';

const CALLBACK = '/api/v1/mercadolivre/notifications';
const STRANGER = 999_000_111;

let dashboard: Awaited<ReturnType<typeof openDashboard>>;
beforeAll(async () => {
  dashboard = await openDashboard();
});
afterEach(() => dashboard.closePages());
afterAll(() => dashboard.close());

const orders = async (page: Page) => {
  const tile = page.getByRole('group', { name: 'Pedidos', exact: true });
  return Number(((await tile.getByRole('paragraph').first().textContent()) ?? '').replaceAll(/\D/g, ''));
};

/** Another company, whose seller took the connection back. */
async function addDisconnectedSeller(): Promise<{ tenantId: string; sellerId: number }> {
  const tenantId = randomUUID();
  const sellerId = 999_000_222;
  await query(dashboard.db, `insert into tenants (tenant_id, name, created_at) values ($1, 'Outra', now())`, {
    bind: [tenantId],
  });
  await query(
    dashboard.db,
    `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     values ($1, $2, $3, 'MLB', 'BRL', 'disconnected', now(), now())`,
    { bind: [tenantId, randomUUID(), sellerId] },
  );
  return { tenantId, sellerId };
}

/** Posts a notice as Mercado Livre does; answers with the status and how long the answer took. */
async function post(notice: object): Promise<{ status: number; took_ms: number }> {
  const own = { topic: 'orders_v2', application_id: dashboard.simulator.clientId, attempts: 1 };
  const began = performance.now();
  const { status } = await fetch(`${dashboard.address}${CALLBACK}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...own, ...notice }),
  });
  return { status, took_ms: performance.now() - began };
}

describe('notices of Mercado Livre in Chromium', () => {
  it('those of strangers leave nothing, and a sale that is announced is on the screen within a minute, with nobody asking', async () => {
    const gone = await addDisconnectedSeller();
    const seller = Number(dashboard.simulator.sellers[0]?.sellerId);
    const strangers = [
      { user_id: seller, application_id: 1, resource: '/orders/2000099990000001' },
      { user_id: STRANGER, resource: '/orders/2000099990000002' },
      { user_id: gone.sellerId, resource: '/orders/2000099990000003' },
    ];
    for (const stranger of strangers) {
      const { status, took_ms } = await post(stranger);
      expect(status).toBe(200);
      expect(took_ms).toBeLessThan(500);
    }
    expect(await query(dashboard.db, 'select 1 from notices')).toEqual([]);

    const { page, complaints } = await dashboard.openPage();
    await page.locator('label', { hasText: '7 dias' }).click();
    await expect.poll(() => orders(page)).toBeGreaterThan(0);
    const before = await orders(page);
    const callbackUrl = `${dashboard.address}${CALLBACK}`;
    await dashboard.simulator.setNoticeRules({ callbackUrl });
    const { orderId } = await dashboard.simulator.addSale({ quantity: 2 });
    await expect.poll(() => orders(page), { timeout: 60_000, interval: 500 }).toBeGreaterThan(before);

    const [sale] = await query(dashboard.db, 'select 1 from orders where order_id = $1', { bind: [orderId] });
    expect(sale).toBeDefined();
    const runs = await query<{ job_type: string; trigger: string }>(
      dashboard.db,
      'select distinct tenant_id::text, job_type, trigger from job_logs order by job_type',
    );
    // The first sync of this test, and what notices brought about for the one company that they concern.
    expect(runs).toEqual([
      { tenant_id: dashboard.tenantId, job_type: 'read-notices', trigger: 'webhook' },
      { tenant_id: dashboard.tenantId, job_type: 'sync-mercadolivre', trigger: 'cli' },
    ]);
    const left = await query(
      dashboard.db,
      `select subject_id from notices where tenant_id <> $1 or subject_id like '20000999900000%'
       union all select order_id::text from orders where order_id::text like '20000999900000%'`,
      { bind: [dashboard.tenantId] },
    );
    expect(left).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
