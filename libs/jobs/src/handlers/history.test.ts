import { addConnection } from '@pulso/connections';
import { query } from '@pulso/database';
import { addDays, parseBusinessDay } from '@pulso/domain';
import { afterEach, describe, expect, it } from 'vitest';
import { openGate } from '../testing/open-gate.ts';
import { readMetrics, sortRows } from '../testing/read-metrics.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';

const AT = '2026-11-20T15:34:00Z';
const TODAY = parseBusinessDay('2026-11-20');
const HISTORY_DAYS = 90;
const FIRST_DAY = addDays(TODAY, 1 - HISTORY_DAYS);

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let gate: Awaited<ReturnType<typeof openGate>>;
afterEach(async () => {
  await gate.close();
  await seller.close();
});

async function open(given: Partial<Parameters<typeof openSimulatedSeller>[0]> = { history_days: HISTORY_DAYS }) {
  const world = { listings: 22, ordersPerDay: 2, historyDays: 120 };
  seller = await openSimulatedSeller({ at: AT, seed: 'history', anchorDay: '2026-11-20', world, ...given });
  gate = await openGate(seller.simulator.url);
  Object.assign(seller.deps.connections.application, { apiUrl: gate.url });
}
const sync = (daysBack = 10) => seller.run('sync-mercadolivre', { daysBack });

/** The account's days that can be looked at, and the days of their visits that are known. */
async function shown() {
  const [row] = await query<{ first: string | null; days: number; visits: number }>(
    seller.db,
    'select min(date)::text as first, count(*)::int as days, count(visits)::int as visits from account_metrics_daily',
  );
  return row;
}

describe('the history of a new connection', () => {
  it('is brought by the sync beyond the days that it was asked for, orders and visits alike, to the last cell as the truth has it', async () => {
    await open();
    expect(await sync()).toMatchObject({ status: 'SUCCESS' });
    expect(await shown()).toEqual({ first: FIRST_DAY, days: HISTORY_DAYS, visits: HISTORY_DAYS });
    const truth = seller.simulator.truth({
      sellerId: seller.sellerId,
      reads: [{ at: new Date(AT), days: HISTORY_DAYS }],
      timeZone: 'America/Sao_Paulo',
    });
    expect(await readMetrics(seller.db, 'listing_metrics_daily', seller.tenantId)).toEqual(sortRows(truth.listingRows));
    expect(await readMetrics(seller.db, 'account_metrics_daily', seller.tenantId)).toEqual(sortRows(truth.accountRows));
  });

  it('is left alone where nobody asked for it', async () => {
    await open({});
    await sync();
    expect(await shown()).toMatchObject({ days: 10 });
  });

  it('can be looked at from its newest week on while the rest is read', async () => {
    await open();
    const seen: unknown[] = [];
    gate.held.set(`/users/${seller.sellerId}/items_visits/time_window`, async () => void seen.push(await shown()));
    await sync(30);
    expect(seen[0]).toEqual({ first: addDays(TODAY, -6), days: 7, visits: 0 });
  });

  it('goes on in the next run when one ends in its middle, and reads no order twice', async () => {
    await open();
    const told: string[] = [];
    gate.told.set('/orders/search', (asked) => {
      const from = asked.get('order.date_closed.from') ?? '';
      if (asked.get('limit') !== '1') told.push(from);
      // The day of 6 September fails, which begins at 23:00 there.
      return from.startsWith('2026-09-05') ? { status: 400, body: { message: 'x', error: 'bad_request' } } : null;
    });
    expect(await sync()).toMatchObject({ status: 'FAILED' });
    expect(await shown()).toMatchObject({ first: '2026-09-07' });
    const first = told.splice(0);
    gate.told.clear();
    gate.told.set('/orders/search', (asked) => {
      if (asked.get('limit') !== '1') told.push(asked.get('order.date_closed.from') ?? '');
      return null;
    });
    expect(await sync()).toMatchObject({ status: 'SUCCESS' });
    expect(await shown()).toEqual({ first: FIRST_DAY, days: HISTORY_DAYS, visits: HISTORY_DAYS });
    expect(told.filter((from) => first.includes(from) && !from.startsWith('2026-09-05'))).toEqual([]);
  });

  it('is read by later runs as far as one has no time for it, so that today is read again within the hour', async () => {
    await open();
    // Each call for history takes a minute.
    let minutes = 0;
    seller.deps.clock.now = () => new Date(new Date(AT).getTime() + minutes * 60_000);
    gate.told.set('/orders/search', (asked) => {
      if ((asked.get('order.date_closed.from') ?? '') < '2026-11-11') minutes += 1;
      return null;
    });
    await sync();
    expect((await shown())?.days).toBe(10 + 30);
    await sync();
    expect((await shown())?.days).toBe(10 + 60);
    await sync();
    expect((await shown())?.days).toBe(HISTORY_DAYS);
  });
});

describe('several accounts of one company', () => {
  const SECOND = '9000000001';
  const days = 10;

  /** Both accounts of the tenant, the one that was connected first in front, with what each table says of it. */
  async function openTwo() {
    const second = { id: SECOND, listings: 9, ordersPerDay: 2, historyDays: 60 };
    await open({ sellers: ['main', second] });
    const refreshToken = await seller.simulator.issueRefreshToken(SECOND);
    const deps = seller.deps.connections;
    const { connectionId } = await addConnection(seller.db, seller.tenantId, { refreshToken, deps });
    return [
      { sellerId: seller.sellerId, connectionId: seller.connectionId },
      { sellerId: SECOND, connectionId },
    ] as const;
  }
  type Account = Awaited<ReturnType<typeof openTwo>>[number];
  async function expectTruth({ sellerId, connectionId }: Account, reads: string[]) {
    const truth = seller.simulator.truth({
      sellerId,
      reads: reads.map((at) => ({ at: new Date(at), days })),
      timeZone: 'America/Sao_Paulo',
    });
    expect(truth.accountRows.length).toBeGreaterThanOrEqual(days);
    for (const [table, rows] of [
      ['listing_metrics_daily', truth.listingRows],
      ['account_metrics_daily', truth.accountRows],
    ] as const) {
      expect(await readMetrics(seller.db, table, seller.tenantId, connectionId)).toEqual(sortRows<object>(rows));
    }
  }
  const broken = () => ({ body: { results: 'none' } });
  const LATER = '2026-11-20T18:34:00Z';

  it('row 47: are each read by every run, newest and oldest, to the last cell as the truth has it', async () => {
    const accounts = await openTwo();
    for (const at of [AT, LATER]) {
      seller.moveTo(at);
      if (at === LATER) for (const { sellerId } of accounts) await seller.simulator.addSale({ sellerId, quantity: 2 });
      const run = await sync(days);
      expect(run).toMatchObject({ status: 'SUCCESS' });
      // Both were connected at the same instant, so neither is the first.
      const planned = run.metadata.plan as { connectionId: string }[];
      expect(planned.map((one) => one.connectionId).sort()).toEqual(accounts.map((one) => one.connectionId).sort());
    }
    for (const account of accounts) await expectTruth(account, [AT, LATER]);
  });

  it.each([0, 1])(
    'row 47: of which the one numbered %i fails do not hold each other back: the other is read, and the run says whose data are missing',
    async (failing) => {
      const accounts = await openTwo();
      const [failed, other] = [accounts[failing], accounts[1 - failing]];
      if (!failed || !other) throw new Error('there are two');
      gate.told.set(`/users/${failed.sellerId}/items/search`, broken);
      const { connectionId } = failed;
      expect(await sync(days)).toMatchObject({
        status: 'PARTIAL',
        metadata: {
          missing: [{ connectionId, reason: 'meli_contract' }],
          failures: [{ connectionId, errorCode: 'meli_contract' }],
        },
      });
      await expectTruth(other, [AT]);
      const none = await readMetrics(seller.db, 'account_metrics_daily', seller.tenantId, connectionId);
      expect(none).toEqual([]);
      gate.told.clear();
      seller.moveTo(LATER);
      expect(await sync(days)).toMatchObject({ status: 'SUCCESS' });
      await expectTruth(failed, [LATER]);
    },
  );
});
