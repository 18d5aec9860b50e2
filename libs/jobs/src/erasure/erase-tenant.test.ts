import { randomUUID } from 'node:crypto';
import { addConnection, createTenant } from '@pulso/connections';
import { type Database, query } from '@pulso/database';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createJobRunner } from '../runner/create-job-runner.ts';
import { readContents } from '../testing/read-contents.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { eraseTenant } from './erase-tenant.ts';

const AT = '2026-11-20T15:34:00Z';
const timings = { heartbeat_ms: 50, progress_ms: 50, lease_ms: 600_000, poll_ms: 20, retry_ms: 10, watch_ms: 50 };
const request = { jobType: 'sync-mercadolivre', params: { daysBack: 3 }, trigger: 'api' } as const;

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let neighbour: string;

beforeAll(async () => {
  seller = await openSimulatedSeller({
    at: AT,
    seed: 'erased',
    world: { listings: 6, ordersPerDay: 2 },
    sellers: ['main', { id: '9000000001', listings: 5, ordersPerDay: 2, historyDays: 30 }],
  });
  const { deps, simulator } = seller;
  const other = await createTenant(deps.db, { name: 'Vizinha', now: seller.now() });
  neighbour = other.tenantId;
  const refreshToken = await simulator.issueRefreshToken(simulator.sellers[1]?.sellerId ?? '');
  await addConnection(deps.db, neighbour, { refreshToken, deps: deps.connections });
  for (const tenantId of [seller.tenantId, neighbour]) {
    const { finished } = await seller.runner.submit({ ...request, tenantId });
    await finished;
  }
});
afterAll(() => seller.close());

/** A person who is a member of these companies. */
async function addPerson(db: Database, ...tenantIds: string[]): Promise<string> {
  const userId = randomUUID();
  await query(db, `insert into users (id, name, email) values ($1, 'Ana', $2)`, {
    bind: [userId, `${userId}@example.com`],
  });
  for (const tenantId of tenantIds) {
    await query(db, `insert into members (tenant_id, user_id, role, created_at) values ($1, $2, 'owner', now())`, {
      bind: [tenantId, userId],
    });
  }
  return userId;
}

/** Every row that names one of these ids, by table; the receipts are what shall stay. */
async function rowsWith(...ids: string[]): Promise<Record<string, string[]>> {
  const { erasure_receipts: _, ...contents } = await readContents(seller.db);
  return Object.fromEntries(
    Object.entries(contents)
      .map(([table, rows]) => [table, rows.filter((row) => ids.some((id) => row.includes(id)))] as const)
      .filter(([, rows]) => rows.length > 0),
  );
}

describe('erasing a company', () => {
  it('takes nothing away when it fails on the way', async () => {
    const before = await rowsWith(seller.tenantId);
    const failing: Database = { ...seller.db, beforeCommit: () => Promise.reject(new Error('the power went')) };
    // That it is paused, and that the schedule has to look, is all that stays.
    const { tenants: _, schedule_looks: __, ...others } = before;
    const clock = seller.deps.clock;
    await expect(eraseTenant({ db: failing, clock }, seller.tenantId, { askedBy: 'operator' })).rejects.toThrow(
      'power',
    );
    expect(await rowsWith(seller.tenantId)).toMatchObject(others);
    expect(await query(seller.db, 'select from erasure_receipts')).toEqual([]);
  });

  it('ends its runs, leaves not one row and nobody who was only there, and touches no other company', async () => {
    const { db, deps, tenantId, connectionId, sellerId } = seller;
    const [lonely, shared] = [await addPerson(db, tenantId), await addPerson(db, tenantId, neighbour)];
    const runner = createJobRunner(deps, timings);
    const hold = holdSeller();
    const { finished } = await runner.submit({ ...request, tenantId });
    await hold.reached;
    const neighbours = await rowsWith(neighbour);
    const receipt = await eraseTenant({ db, clock: deps.clock }, tenantId, { askedBy: 'operator' });
    hold.release();
    expect(await finished).toMatchObject({ status: 'FAILED', errorCode: 'cancelled' });
    await runner.stop();

    expect(await rowsWith(tenantId, connectionId, sellerId, lonely)).toEqual({});
    expect(await rowsWith(neighbour)).toEqual(neighbours);
    expect(await query(db, 'select id from users')).toEqual([{ id: shared }]);
    expect(receipt).toMatchObject({ tenantId, askedBy: 'operator', people: 1, rows: { tenants: 1, members: 2 } });
    for (const table of ['connections', 'connection_tokens', 'orders', 'listings', 'listing_metrics_daily', 'job_logs'])
      expect(receipt.rows[table], table).toBeGreaterThan(0);
    const [kept] = await query(db, 'select receipt_id, rows from erasure_receipts where erased_tenant_id = $1', {
      bind: [tenantId],
    });
    expect(kept).toEqual({ receipt_id: receipt.receiptId, rows: receipt.rows });
  });

  it('is refused for a company that does not exist, the erased one included', async () => {
    const { db, deps, tenantId } = seller;
    for (const unknown of [tenantId, randomUUID()])
      await expect(eraseTenant({ db, clock: deps.clock }, unknown, { askedBy: 'owner' })).rejects.toMatchObject({
        code: 'unknown_tenant',
      });
  });
});

/** From now on nobody is told who the seller is, so that a run stands in the middle of its work. */
function holdSeller() {
  const real = fetch;
  const { promise: reached, resolve } = Promise.withResolvers<void>();
  const spy = vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname !== '/users/me') return real(input, init);
    resolve();
    return new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
    });
  });
  return { reached, release: () => spy.mockRestore() };
}
