import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { businessDayOf, lastDays } from '@pulso/domain';
import type { MeliClient } from '@pulso/meli-client';
import { type BenchRow, judgeRow } from '../bench-row.ts';
import { NOW, openReader, type Reader } from './open-reader.ts';

/** Of a call of average weight; a page of fifty orders alone may cost more, since fifty orders are checked and taken apart. */
const BOUND = 1.5;
const BOUND_OF_ONE_KIND = 2;
/** A round of either takes a hundredth of a second, and a busy machine has slow seconds: the median is of more of them than that. */
const ROUNDS = 200;
const WARM_UP_ROUNDS = 60;
const CALLS_PER_ROUND = 25;

interface Sample {
  name: string;
  /** As the simulator counts it. */
  route: string;
  read(client: MeliClient): Promise<unknown>;
}

/**
 * What one call costs through the client against bare `fetch` and `JSON.parse` of the same answer, in turns in the same run.
 * @param counts calls of a full read by route, which say how much each kind weighs
 */
export async function measureOverhead(counts: Record<string, number>): Promise<BenchRow[]> {
  const reader = await openReader({});
  const recorded = new Map<string, { address: string; text: string }>();
  const samples = await chooseSamples(reader);
  for (const sample of samples) recorded.set(sample.name, await record(reader, sample));
  await reader.simulator.close();

  const bodies = Object.fromEntries([...recorded.values()].map(({ address, text }) => [address, text]));
  const host = new Worker(new URL('./answer-recorded.mjs', import.meta.url), { workerData: bodies });
  const [port] = await once(host, 'message');
  const url = `http://127.0.0.1:${port}`;
  try {
    const headers = { accept: 'application/json', authorization: `Bearer ${reader.accessToken}` };
    const client = reader.clientFor(url);
    const rows: BenchRow[] = [];
    const mix = { value: 0, reference: 0, calls: 0 };
    for (const { name, route, read } of samples) {
      const address = `${url}${recorded.get(name)?.address}`;
      const bare = async () => JSON.parse(await (await fetch(address, { headers })).text()) as unknown;
      const row = await measure(name, { ours: () => read(client), bare });
      rows.push(row);
      const calls = counts[route];
      if (!calls) throw new Error(`a full read made no call to ${route}`);
      mix.value += row.value * calls;
      mix.reference += row.reference * calls;
      mix.calls += calls;
    }
    const [value, reference] = [mix.value / mix.calls, mix.reference / mix.calls];
    const name = 'client: overhead of the average call of a full read';
    return [judgeRow({ name, value, unit: 'ms per call', reference, bound: BOUND }), ...rows];
  } finally {
    await host.terminate();
  }
}

async function measure(name: string, calls: Record<'ours' | 'bare', () => Promise<unknown>>): Promise<BenchRow> {
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    // Who goes first changes, so that neither always meets the other's garbage.
    for (const who of round % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)) {
      const time_ms = await timeRound(calls[who]);
      if (round >= 0) times[who].push(time_ms);
    }
  }
  const [value, reference] = [median(times.ours), median(times.bare)];
  return judgeRow({
    name: `client: overhead of ${name}`,
    value,
    unit: 'ms per call',
    reference,
    bound: BOUND_OF_ONE_KIND,
  });
}

async function timeRound(call: () => Promise<unknown>): Promise<number> {
  const began_ms = performance.now();
  for (let count = 0; count < CALLS_PER_ROUND; count++) await call();
  return (performance.now() - began_ms) / CALLS_PER_ROUND;
}

function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The one call that a reading makes, by its address, and its answer. */
async function record({ simulator, clientFor }: Reader, { name, read }: Sample) {
  const calls: { address: string; text: string }[] = [];
  const recording: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    calls.push({ address: answer.url.slice(simulator.url.length), text: await answer.clone().text() });
    return answer;
  };
  await read(clientFor(simulator.url, recording));
  const [call, ...more] = calls;
  if (!call || more.length > 0) throw new Error(`${name} is ${calls.length} calls and cannot be compared with one`);
  return call;
}

/** One of each kind of call that a full read makes. */
async function chooseSamples({ client, sellerId }: Reader): Promise<Sample[]> {
  const window = lastDays(businessDayOf(NOW, 'America/Sao_Paulo'), 30);
  const search = { field: 'date_closed', from: new Date(NOW.getTime() - 3 * 86_400_000), to: NOW } as const;
  const ids = (await Array.fromAsync(client.items.listIds(sellerId))).flat();
  const orders = (await Array.fromAsync(client.orders.search(sellerId, search))).flatMap((page) => page.orders);
  const shipmentId = orders.find((order) => order.shipping?.id)?.shipping?.id ?? '';
  const told = await findTold(client, ids);
  return [
    {
      name: 'a page of orders',
      route: 'GET /orders/search',
      read: async (through) => through.orders.search(sellerId, search).next(),
    },
    {
      name: 'twenty listings',
      route: 'GET /items/bulk',
      read: (through) => Array.fromAsync(through.items.getMany(ids.slice(0, 20))),
    },
    { name: 'a sale price', route: 'GET /items/:id/sale_price', read: (through) => through.items.getSalePrice(told) },
    { name: 'a clip', route: 'GET /item/:id/performance', read: (through) => through.items.getPerformance(told) },
    {
      name: 'a cost of freight',
      route: 'GET /shipments/:id/costs',
      read: (through) => through.shipments.getCosts(shipmentId),
    },
    {
      name: 'visits of thirty days',
      route: 'GET /items/:id/visits/time_window',
      read: (through) => through.visits.getListingDays(told, window),
    },
  ];
}

/** A listing whose quality is told; of the others there is only a refusal. */
async function findTold(client: MeliClient, ids: readonly string[]): Promise<string> {
  for (const id of ids) if ((await client.items.getPerformance(id)).score !== null) return id;
  throw new Error('no listing of this world has a quality');
}
