import assert from 'node:assert/strict';
import { openSimulatedSeller } from '../../../libs/jobs/src/testing/simulated-seller.ts';
import { sendWorker } from '../../../libs/jobs/src/testing/worker-errand.ts';
import memoryEnv from '../../run/memory-env.json' with { type: 'json' };
import memoryFlags from '../../run/memory-flags.json' with { type: 'json' };
import { type BenchRow, judgeRow } from '../bench-row.ts';

const AT = '2026-11-20T15:00:00Z';
const DAYS = 30;
const LISTINGS = 10_000;
const FEW_ORDERS = 25_000;
const MANY_ORDERS = 250_000;
/** What a process may take at most, and by how much more for ten times the orders. */
const MOST_MIB = 300;
const MORE_MIB = 20;
/** One process takes some MiB more or less than the next with the very same work, so there are so many of each size, and the worst of them count. */
const PROCESSES = 2;
const TIMINGS = { heartbeat_ms: 1_000, progress_ms: 1_000, lease_ms: 60_000, poll_ms: 50, retry_ms: 50, watch_ms: 500 };

/**
 * The most memory that any process of a first sync ever held, with some orders and with ten times as many; and how much more the greatest of
 * the many held than the smallest of the few.
 */
export async function measureMemory(): Promise<BenchRow[]> {
  const sizes = [MANY_ORDERS, FEW_ORDERS].flatMap((orders) => Array.from({ length: PROCESSES }, () => orders));
  const peaks = await measureTwoAtATime(sizes);
  const [many, few] = [inOrder(peaks.slice(0, PROCESSES)), inOrder(peaks.slice(PROCESSES))];
  const row = (name: string, value: number, reference: number) =>
    judgeRow({ name: `sync: ${name}`, value, unit: 'MiB', reference, bound: 1 });
  return [
    row(`memory, ${LISTINGS} listings and ${few.greatest.orders} orders`, few.greatest.peak_mib, MOST_MIB),
    row(`memory, ${LISTINGS} listings and ${many.greatest.orders} orders`, many.greatest.peak_mib, MOST_MIB),
    row(
      `memory, ${many.greatest.orders} orders beside ${few.smallest.orders}`,
      many.greatest.peak_mib - few.smallest.peak_mib,
      MORE_MIB,
    ),
  ];
}

/** What is measured is no time: each process is one of its own with a database and a marketplace of its own, and waits more than it works. */
async function measureTwoAtATime(sizes: readonly number[]): Promise<Peak[]> {
  const peaks: Peak[] = [];
  const waiting = [...sizes.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) peaks[next[0]] = await measurePeak(next[1]);
  };
  await Promise.all([work(), work()]);
  return peaks;
}

interface Peak {
  peak_mib: number;
  orders: number;
}

function inOrder(peaks: readonly Peak[]): { smallest: Peak; greatest: Peak } {
  const [smallest, ...others] = peaks.toSorted((one, other) => one.peak_mib - other.peak_mib);
  const greatest = others.at(-1);
  assert.ok(smallest && greatest, 'each size has several processes');
  return { smallest, greatest };
}

async function measurePeak(orders: number): Promise<Peak> {
  const seller = await openSimulatedSeller({
    at: AT,
    seed: 'bench',
    anchorDay: '2026-11-20',
    world: { listings: LISTINGS, ordersPerDay: Math.ceil(orders / DAYS), historyDays: DAYS + 1 },
  });
  try {
    const { simulator, databaseUrl, key, tenantId } = seller;
    const { report } = sendWorker(
      {
        databaseUrl,
        apiUrl: simulator.url,
        clientId: simulator.clientId,
        clientSecret: simulator.clientSecret,
        key: key.toString('base64'),
        tenantId,
        at: AT,
        jobType: 'sync-mercadolivre',
        params: { daysBack: DAYS },
        timings: TIMINGS,
      },
      { flags: memoryFlags, env: memoryEnv },
    );
    const told = await report;
    assert.ok(told, 'the process of the sync died');
    assert.equal(told.run.status, 'SUCCESS', JSON.stringify(told.run.metadata));
    const { result } = told.run.metadata as { result: { orders: { ordersProcessed: number } } };
    const peak = { peak_mib: told.peakMemory_bytes / 2 ** 20, orders: result.orders.ordersProcessed };
    console.error(`${peak.orders} orders: ${peak.peak_mib.toFixed(1)} MiB`);
    return peak;
  } finally {
    await seller.close();
  }
}
