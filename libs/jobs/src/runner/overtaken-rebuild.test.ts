import { query } from '@pulso/database';
import { rebuildDays } from '@pulso/metrics';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSimulatedSeller } from '../testing/simulated-seller.ts';
import { sendWorker, WORKER, type Worker } from '../testing/worker-errand.ts';

const AT = '2026-11-20T15:34:00Z';
const DAY = '2026-11-19' as never;
const patience = { timeout: 40_000, interval: 50 };
const timings = { heartbeat_ms: 200, progress_ms: 100, lease_ms: 30_000, poll_ms: 50, retry_ms: 50, watch_ms: 100 };

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
let worker: Worker | null;
beforeEach(async () => {
  worker = null;
  const world = { listings: 24, ordersPerDay: 8, historyDays: 20 };
  seller = await openSimulatedSeller({ at: AT, seed: 'overtaken', anchorDay: '2026-11-20', world });
  await seller.run('sync-mercadolivre', { daysBack: 5 });
});
afterEach(async () => {
  worker?.child.kill('SIGKILL');
  await seller.close();
});

const rebuildHere = () => rebuildDays(seller.db, seller.tenantId, { days: [DAY], now: new Date(AT) });

function rebuildElsewhere(): Promise<unknown> {
  const { clientId, clientSecret, url: apiUrl } = seller.simulator;
  worker = sendWorker({
    databaseUrl: seller.databaseUrl,
    apiUrl,
    clientId,
    clientSecret,
    key: seller.key.toString('base64'),
    tenantId: seller.tenantId,
    at: AT,
    timings,
    jobType: 'rebuild-daily-metrics',
    params: { from: DAY, to: DAY },
  });
  return worker.ended;
}

/** Statements of ours that wait for a lock, by the name of the program. */
const countWaiting = async () =>
  (
    await query(
      seller.db,
      `select 1 from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and application_name in ('pulso-test', $1)`,
      { bind: [WORKER] },
    )
  ).length;

const units = async (source: 'facts' | 'metrics') => {
  const [row] = await query<{ units: number }>(
    seller.db,
    source === 'metrics'
      ? `select sum(units)::int as units from listing_metrics_daily where tenant_id = $1 and date = $2::date`
      : `select sum(l.quantity)::int as units from order_lines l
         join order_verdicts v using (tenant_id, order_id)
         where v.tenant_id = $1 and v.left_out_reason is null
           and (v.date_closed at time zone 'America/Sao_Paulo')::date = $2::date`,
    { bind: [seller.tenantId, DAY] },
  );
  return row?.units ?? 0;
};

/** One more piece of one line of that day: a fact that changes after an older rebuild has read it. */
async function changeFact(): Promise<void> {
  await query(
    seller.db,
    `update order_lines set quantity = quantity + 1
     where tenant_id = $1 and line_no = 1 and order_id = (
       select min(order_id) from order_verdicts
       where tenant_id = $1 and left_out_reason is null
         and (date_closed at time zone 'America/Sao_Paulo')::date = $2::date
     )`,
    { bind: [seller.tenantId, DAY] },
  );
}

describe('a rebuild that is overtaken', () => {
  it.each([
    ['in the same process', rebuildHere],
    ['in another process', rebuildElsewhere],
  ])('by a changed fact and a newer rebuild %s does not put the older number back', async (_where, rebuildNewer) => {
    const before = await units('metrics');
    expect(before).toBe(await units('facts'));
    // It has read its facts and waits to publish.
    const hold = await seller.db.sequelize.transaction();
    await query(seller.db, 'lock table listing_metrics_daily in exclusive mode', { transaction: hold });
    const older = rebuildHere();
    await expect.poll(countWaiting, patience).toBe(1);
    await changeFact();
    const newer = rebuildNewer();
    await expect.poll(countWaiting, patience).toBe(2);
    await hold.rollback();
    await Promise.all([older, newer]);
    expect(await units('facts')).toBe(before + 1);
    expect(await units('metrics')).toBe(before + 1);
  });
});
