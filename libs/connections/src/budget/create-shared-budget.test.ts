import { createDatabase, query } from '@pulso/database';
import { createTestDatabase } from '@pulso/database/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLease } from './create-lease.ts';
import { createSharedBudget } from './create-shared-budget.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** A process with its own pool, which counts its statements and notes the instants at which its calls would go. */
function openProcess(applicationId: string, rates: { requestsPerSecond: number; visitsPerSecond: number }) {
  const db = createDatabase({ url: test.url, poolMax: 1, applicationName: applicationId });
  const instants: number[] = [];
  let statements = 0;
  db.sequelize.addHook('beforePoolAcquire', () => {
    statements += 1;
  });
  const wait = async (ms: number) => {
    instants.push(performance.now() + ms);
  };
  const timing = { now_ms: () => performance.now(), wait };
  const budget = createSharedBudget(db, { applicationId: () => applicationId, rates, timing });
  return { budget, instants, statements: () => statements, close: () => db.close() };
}

describe('the budget of calls', () => {
  it('is one for all processes of an application, and asks the database once for ten calls', async () => {
    const rates = { requestsPerSecond: 10, visitsPerSecond: 4 };
    const processes = [1, 2, 3].map(() => openProcess('one application', rates));
    await Promise.all(
      processes.flatMap(({ budget }) => Array.from({ length: 40 }, () => budget.take('general', undefined))),
    );
    const instants = processes.flatMap((one) => one.instants).sort((one, other) => one - other);
    // 120 calls at 10 a second: whoever makes them, the last goes twelve seconds after the first, but for the first that did not wait.
    expect((instants.at(-1) ?? 0) - (instants[0] ?? 0)).toBeGreaterThan(11_000);
    expect(processes.map((one) => one.statements()).every((count) => count <= 4)).toBe(true);
    await Promise.all(processes.map((one) => one.close()));
  });

  it('lets visits keep to their own rate inside the whole, with one statement for both', async () => {
    const process = openProcess('visits', { requestsPerSecond: 10, visitsPerSecond: 4 });
    await Promise.all(Array.from({ length: 20 }, () => process.budget.take('visits', undefined)));
    const given = await query<{ kind: string }>(
      test.db,
      `select kind from call_budgets where application_id = 'visits' order by kind`,
    );
    expect(given).toEqual([{ kind: 'general' }, { kind: 'visits' }]);
    expect(Math.max(...process.instants) - Math.min(...process.instants)).toBeGreaterThan(4_000);
    expect(process.statements()).toBeLessThanOrEqual(4);
    await process.close();
  });

  it('of one application says nothing about that of another', async () => {
    const rates = { requestsPerSecond: 1, visitsPerSecond: 1 };
    const [one, other] = [openProcess('patient', rates), openProcess('eager', rates)];
    for (let call = 0; call < 10; call++) await one.budget.take('general', undefined);
    await other.budget.take('general', undefined);
    expect(other.instants.filter((instant) => instant > performance.now() + 500)).toEqual([]);
    await Promise.all([one.close(), other.close()]);
  });

  it('lets nobody call while the database is away, and whoever gives up waits no longer', async () => {
    const db = createDatabase({ url: 'postgres://u:p@127.0.0.1:1/none', poolMax: 1, applicationName: 'away' });
    const rates = { requestsPerSecond: 10, visitsPerSecond: 4 };
    const budget = createSharedBudget(db, { applicationId: () => 'away', rates });
    await expect(budget.take('general', undefined)).rejects.toMatchObject({ code: 'database_unavailable' });
    await expect(budget.take('general', AbortSignal.abort(new Error('given up')))).rejects.toThrow('given up');
    await db.close();
  });
});

describe('the calls of one process', () => {
  it('never come closer than its rate, and never more of them than the leases were long', () => {
    const anyGaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.constantFrom(1, 4, 10, 500), anyGaps, fc.nat(5_000), (perSecond, gaps, behind_ms) => {
        const lease = createLease(perSecond);
        const gap_ms = 1000 / perSecond;
        const instants: number[] = [];
        let [now_ms, leases] = [0, 0];
        for (const pause_ms of gaps) {
          now_ms += pause_ms;
          let instant_ms = lease.take(now_ms);
          if (instant_ms === null) {
            leases += 1;
            lease.renew(now_ms + behind_ms + lease.length_ms);
            instant_ms = lease.take(now_ms);
          }
          instants.push(instant_ms ?? Number.NaN);
        }
        for (const [index, instant_ms] of instants.entries()) {
          const before_ms = instants[index - 1] ?? Number.NEGATIVE_INFINITY;
          expect(instant_ms - before_ms).toBeGreaterThanOrEqual(gap_ms - 1e-6);
        }
        expect(instants.length).toBeLessThanOrEqual(leases * Math.round(lease.length_ms / gap_ms));
      }),
    );
    expect(() => createLease(0)).toThrow(RangeError);
  });
});
