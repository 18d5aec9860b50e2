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
/** One process takes some MiB more or less than the next with the very same work, so there are so many of each size. */
const PROCESSES = 2;
const TIMINGS = { heartbeat_ms: 1_000, progress_ms: 1_000, lease_ms: 60_000, poll_ms: 50, retry_ms: 50, watch_ms: 500 };

/**
 * The most memory that any process of a first sync ever held, with some orders and with ten times as many; and how far those of the many
 * lie from those of the few, on average: the greatest beside the smallest would tell as much of chance as of the orders.
 */
export async function measureMemory(): Promise<BenchRow[]> {
  const sizes = [MANY_ORDERS, FEW_ORDERS].flatMap((orders) => Array.from({ length: PROCESSES }, () => orders));
  const peaks = await measureTwoAtATime(sizes);
  const [many, few] = [peaks.slice(0, PROCESSES), peaks.slice(PROCESSES)];
  const row = (name: string, value: number, reference: number) =>
    judgeRow({ name: `sync: ${name}`, value, unit: 'MiB', reference, bound: 1 });
  const [fewOrders, manyOrders] = [few, many].map((one) => one[0]?.orders);
  return [
    row(`memory, ${LISTINGS} listings and ${fewOrders} orders`, Math.max(...few.map(inMib)), MOST_MIB),
    row(`memory, ${LISTINGS} listings and ${manyOrders} orders`, Math.max(...many.map(inMib)), MOST_MIB),
    row(`memory, ${manyOrders} orders beside ${fewOrders}`, Math.abs(averageOf(many) - averageOf(few)), MORE_MIB),
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

const inMib = ({ peak_mib }: Peak) => peak_mib;

const averageOf = (peaks: readonly Peak[]) => peaks.map(inMib).reduce((sum, mib) => sum + mib, 0) / peaks.length;

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
