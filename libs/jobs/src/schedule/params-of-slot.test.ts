import { query } from '@pulso/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMetrics } from '../testing/read-metrics.ts';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { paramsOfSlot } from './params-of-slot.ts';
import type { ScheduleName } from './schedules.ts';

const OLD_DAY = '2026-10-30';

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  const world = { listings: 22, ordersPerDay: 3 };
  seller = await openSimulatedSeller({ at: '2026-11-22T08:00:00Z', seed: 'sweep', anchorDay: '2026-11-20', world });
});
afterAll(() => seller.close());

const timeZone = 'America/Sao_Paulo';
const paramsOf = (schedule: ScheduleName) =>
  paramsOfSlot(seller.db, { tenantId: seller.tenantId, timeZone }, { schedule, now: seller.now() });

describe('what a slot asks for', () => {
  it('of a tenant of whom nothing was read a sweep is about today', async () => {
    expect(await paramsOf('weekly-sweep')).toEqual({ from: '2026-11-22', to: '2026-11-22' });
  });

  it('a day that every rebuild passed by is found by the sweep, and its correction stands in the book', async () => {
    await seller.run('sync-mercadolivre', { daysBack: 30 });
    const read = () => readMetrics(seller.db, 'account_metrics_daily', seller.tenantId);
    const before = await read();
    await query(seller.db, 'update account_metrics_daily set gmv = gmv + 1 where tenant_id = $1 and date = $2', {
      bind: [seller.tenantId, OLD_DAY],
    });
    const { status } = await seller.run('sync-mercadolivre', await paramsOf('hourly'));
    expect([status, await read()]).not.toEqual(['SUCCESS', before]);

    const asked = await paramsOf('weekly-sweep');
    expect(asked).toEqual({ from: '2026-10-24', to: '2026-11-22' });
    const run = await seller.run('rebuild-daily-metrics', asked);
    expect([run.status, await read()]).toEqual(['SUCCESS', before]);
    const corrected = await query(
      seller.db,
      'select date::text, job_log_id, (old ->> $2)::numeric - (new ->> $2)::numeric as by from metrics_corrections where tenant_id = $1 and date = $3',
      { bind: [seller.tenantId, 'gmv', OLD_DAY] },
    );
    expect(corrected).toEqual([{ date: OLD_DAY, job_log_id: run.jobLogId, by: '1.00' }]);
  });

  it('a sweep of more years than a rebuild may have begins as early as it may', async () => {
    await query(
      seller.db,
      `update source_coverage set covered = '{[2019-01-01T00:00Z,2026-11-22T08:00Z)}' where tenant_id = $1 and source = 'orders'`,
      { bind: [seller.tenantId] },
    );
    expect(await paramsOf('weekly-sweep')).toEqual({ from: '2023-11-23', to: '2026-11-22' });
  });
});
