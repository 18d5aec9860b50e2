import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { query } from '@pulso/database';
import { createUser } from '@pulso/members';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertConnection } from '../testing/insert-connection.ts';
import { PASSWORD } from '../testing/open-person.ts';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';

const PROGRAM = fileURLToPath(new URL('../../../../examples/typed-client/src/main.ts', import.meta.url));
const run = promisify(execFile);

let api: TestApi;
beforeAll(async () => {
  // As on a server: nobody is signed in by being there.
  api = await startTestApi({ settings: { database: 'external', publicUrl: null } });
  const { tenantId } = api.tenant;
  const connectionId = await insertConnection(api.database.db, tenantId, { nickname: 'LOJA' });
  await query(
    api.database.db,
    `insert into account_metrics_daily
       (tenant_id, connection_id, date, orders, purchases, units, gmv, cancelled_orders, cancelled_units, cancelled_amount,
        refunded_amount, sale_fee, seller_shipping, net_revenue, visits, listings_expected, listings_with_visits,
        provisional, rebuilt_at)
     values ($1, $2, '2026-11-22', 3, 3, 3, 30, 0, 0, 0, 0, 1, 1, null, 100, 1, 1, true, now())`,
    { bind: [tenantId, connectionId] },
  );
  await createUser(api.auth, tenantId, { email: 'ana@example.com', role: 'viewer', password: PASSWORD });
});
afterAll(() => api.close());

const ask = (env: Record<string, string>) =>
  run(process.execPath, [PROGRAM, '7'], { env: { PATH: process.env.PATH, PULSO_URL: api.url, ...env } });

test('another program signs in and reads totals through the types of the API alone', async () => {
  const { stdout } = await ask({ PULSO_EMAIL: 'ana@example.com', PULSO_PASSWORD: PASSWORD });
  const [totals] = stdout.trim().split('\n');
  expect(JSON.parse(totals ?? '')).toMatchObject({
    days: 7,
    orders: 3,
    gmv_cents: 3000,
    visits: { value: 100, known: 1 },
    netRevenue_cents: { value: null, known: 0 },
  });
});

test('another program with a wrong password is told so and gets nothing', async () => {
  const refused = ask({ PULSO_EMAIL: 'ana@example.com', PULSO_PASSWORD: 'not the password' });
  await expect(refused).rejects.toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('401') });
});
