import { listJobRuns } from '@pulso/job-log';
import { afterEach, describe, expect, it } from 'vitest';
import { openGate } from '../testing/open-gate.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

interface Calls {
  [source: string]: number | null;
}
interface Plan {
  connectionId: string;
  calls: Calls;
  apiCalls: number | null;
  expectedDurationMs: number | null;
  freshFirst: { from: string; to: string };
  outcome?: { calls: Calls; apiCalls: number; durationMs: number };
}

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Awaited<ReturnType<typeof openGate>>;
afterEach(async () => {
  await gate.close();
  await seller.close();
});

async function open() {
  const world = { listings: 60, ordersPerDay: 12 };
  seller = await openSimulatedSeller({ at: '2026-11-20T15:34:00Z', seed: 'plan', anchorDay: '2026-11-20', world });
  gate = await openGate(seller.simulator.url);
  Object.assign(seller.deps.connections.application, { apiUrl: gate.url });
}

async function sync(params: object = { daysBack: 30 }): Promise<{ status: string; plan: Plan; total: number }> {
  const { status, metadata } = await seller.run('sync-mercadolivre', params);
  const { plan, result } = metadata as { plan: [Plan]; result: { apiCalls: number } };
  expect(plan).toHaveLength(1);
  return { status, plan: plan[0], total: result.apiCalls };
}

/** How far a plan was from what came, as a share of what came. */
const missedBy = ({ apiCalls, outcome }: Plan) =>
  Math.abs((apiCalls ?? Number.NaN) - (outcome?.apiCalls ?? Number.NaN)) / (outcome?.apiCalls ?? Number.NaN);

describe('the plan of a sync', () => {
  it('stands in the metadata with its outcome: calls by what they are for, the time they take, and what is fresh first', async () => {
    await open();
    const { status, plan, total } = await sync();
    expect(status).toBe('SUCCESS');
    expect(plan.connectionId).toBe(seller.connectionId);
    expect(plan.freshFirst).toEqual({ from: '2026-11-14', to: '2026-11-20' });
    expect(plan.outcome?.apiCalls).toBe(total);
    expect(Object.values(plan.outcome?.calls ?? {}).reduce<number>((sum, calls) => sum + (calls ?? 0), 0)).toBe(total);
    // Without an earlier run, what the allowance lets through: 10,000 calls a second.
    expect(plan.expectedDurationMs).toBe(Math.round((plan.apiCalls ?? 0) / 10));
    expect(plan.calls.listings).toBe(plan.outcome?.calls.listings);
    expect(missedBy(plan)).toBeLessThan(0.15);
  });

  it('of the next hour and of the next night is known from what is stored', async () => {
    await open();
    await sync();
    seller.moveTo('2026-11-20T16:34:00Z');
    const hour = await sync({ daysBack: 30, visits: 'due' });
    expect(missedBy(hour.plan)).toBeLessThan(0.35);
    seller.moveTo('2026-11-21T06:00:00Z');
    const night = await sync();
    expect(missedBy(night.plan)).toBeLessThan(0.15);
  });

  it('can be read while the sync is under way', async () => {
    await open();
    const during: unknown[] = [];
    gate.held.set(`/users/${seller.sellerId}/items_visits/time_window`, async () => {
      const { runs } = await listJobRuns(seller.db, { tenantId: seller.tenantId, limit: 1 });
      during.push(runs[0]?.metadata.plan);
    });
    const { plan } = await sync();
    const { outcome, ...announced } = plan;
    expect(outcome).toBeDefined();
    expect(during).toEqual([[announced]]);
  });

  it('says what it does not know where Mercado Livre does not count, and the sync goes on', async () => {
    await open();
    gate.told.set('/orders/search', (asked) =>
      asked.get('limit') === '1' ? { status: 403, body: { message: 'no', error: 'forbidden', status: 403 } } : null,
    );
    const { status, plan } = await sync();
    expect(status).toBe('SUCCESS');
    expect(plan).toMatchObject({ apiCalls: null, expectedDurationMs: null, calls: { orders: null, freight: null } });
    expect(plan.calls.visits).toBeGreaterThan(1);
  });
});
