import { setTimeout } from 'node:timers/promises';
import { createDatabase, type Database } from '@pulso/database';
import { createTestDatabase, withServer } from '@pulso/database/testing';
import { type BenchRow, judgeRow } from '../bench-row.ts';
import { bareWays, expectSameAnswers } from './bare-questions.ts';
import { type BareClient, tenantOf } from './draw-facts.ts';
import { drawMetrics } from './draw-rows.ts';
import { type Asked, type Kind, LAST_DAY, screen } from './screen-asks.ts';
import { sendReaders } from './send-readers.ts';

const LISTINGS = 1000;
const DAYS = 360;
const ROUNDS = 5;
/** Comes before the others and does not count: it warms the code, which is warm for whatever is measured afterwards. */
const WARMING_ROUND = -1;
/** As many connections as a process of the product opens unless it is told otherwise. */
const POOL = 10;
const WARM_UP_MS = 2_000;
const MEASURED_MS = 10_000;
const TOTALS_P95_MS = 20;

interface Line {
  name: string;
  kind: Kind;
  /** days, asked in turns */
  windows: number[];
  /** per round */
  calls: number;
}

/** What is measured beside the bare statement. Figures in a name would not tell two lines apart. */
const LINES: Line[] = [
  { name: 'ranking of a week', kind: 'ranking', windows: [7], calls: 60 },
  { name: 'ranking of a month', kind: 'ranking', windows: [30], calls: 20 },
  { name: 'ranking of a quarter', kind: 'ranking', windows: [90], calls: 20 },
  { name: 'series of a week', kind: 'series', windows: [7], calls: 400 },
  { name: 'series of a month', kind: 'series', windows: [30], calls: 400 },
  { name: 'series of a quarter', kind: 'series', windows: [90], calls: 400 },
  { name: 'totals', kind: 'totals', windows: [7, 30, 90], calls: 399 },
  { name: 'comparison', kind: 'comparison', windows: [7, 30, 90], calls: 120 },
];

/**
 * What the questions of the screen cost beside bare SQL, alone and under load, and how long totals take at 16 readers.
 * @param options.full 36 million rows of 100 companies instead of 7.2 million of 20
 */
export async function measureReaders({ full }: { full: boolean }): Promise<BenchRow[]> {
  const tenants = full ? 100 : 20;
  const tenantIds = Array.from({ length: tenants }, (_, index) => tenantOf(index + 1));
  const size = `${tenants * LISTINGS * DAYS} rows`;
  console.error(`drawing ${size}`);
  const test = await createTestDatabase({ poolMax: 1 });
  const began = performance.now();
  await withServer(test.url, (client) =>
    drawMetrics(test.db, client, { tenants, listings: LISTINGS, days: DAYS, lastDay: LAST_DAY }),
  );
  console.error(`${size} drawn in ${Math.round((performance.now() - began) / 1000)} s`);
  const drawn = { url: test.url, tenantIds };
  try {
    const alone = await measureLines(drawn, `÷ bare SQL, ${size}`, WARMING_ROUND);
    const kinds: Kind[] = ['totals', 'comparison', 'series', 'ranking'];
    const load = await sendReaders({ ...drawn, readers: 8, poolMax: POOL, kinds, seed: 8 });
    await setTimeout(WARM_UP_MS);
    const loaded = await measureLines(drawn, `÷ bare SQL, ${size}, under 8 readers`, 0);
    await load.end();
    return [...alone, ...loaded, await measureTotals(drawn, size)];
  } finally {
    await test.drop();
  }
}

interface Drawn {
  url: string;
  tenantIds: string[];
}

async function measureLines({ url, tenantIds }: Drawn, suffix: string, firstRound: number): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const line of LINES) {
    const rounds: number[][] = [];
    for (let round = firstRound; round < ROUNDS; round += 1) {
      const times = await openBoth(url, (sides) => measureRound(sides, line, rotate(tenantIds, round + 1)));
      if (round >= 0) rounds.push(times);
    }
    // Of the bare statements the faster one is the reference.
    const [value = Number.NaN, ...references] = (rounds[0] ?? []).map((_, way) =>
      median(rounds.map((of) => of[way] ?? 0)),
    );
    const reference = Math.min(...references);
    rows.push(judgeRow({ name: `${line.name} ${suffix}`, value, unit: 'ms', reference, bound: 1.2 }));
  }
  return rows;
}

interface Sides {
  db: Database;
  /** one for each bare way */
  clients: [BareClient, BareClient];
}

/**
 * A connection of either side, for one round: of two that are open for long one may plan the same statement more slowly than the other,
 * above all one that saw the rows being made, and five of each even that out. No two ways share one: whoever asks what the same server
 * process has just answered finds everything warm, which says nothing about the statement.
 */
async function openBoth<Result>(url: string, work: (sides: Sides) => Promise<Result>): Promise<Result> {
  const db = createDatabase({ url, poolMax: 1, applicationName: 'pulso-bench' });
  try {
    return await withServer(url, (one) => withServer(url, (other) => work({ db, clients: [one, other] })));
  } finally {
    await db.close();
  }
}

/** Both sides in turns, call by call: what the middle call of each way took, the product's first. */
async function measureRound({ db, clients }: Sides, { kind, windows, calls }: Line, tenantIds: string[]) {
  const bare = bareWays(kind);
  const ways = [
    (at: Asked) => screen[kind](db, at),
    ...bare.map((ask, index) => (at: Asked) => ask(clients[index] ?? clients[0], at)),
  ];
  for (const days of windows) await expectSameAnswers(clients[0], kind, { tenantId: tenantIds[0] ?? '', days });
  const times = ways.map((): number[] => []);
  for (let call = 0; call < calls; call += 1) {
    const tenantId = tenantIds[(call * 7) % tenantIds.length] ?? '';
    const question = { tenantId, days: windows[call % windows.length] ?? 0 };
    // Whoever asks first finds the company's pages cold, and its connection asleep; so each side asks once without being timed.
    for (const way of ways) await way(question);
    for (let step = 0; step < ways.length; step += 1) {
      const turn = (call + step) % ways.length;
      const began = performance.now();
      await ways[turn]?.(question);
      times[turn]?.push(performance.now() - began);
    }
  }
  return times.map(median);
}

const rotate = <Item>(items: readonly Item[], by: number): Item[] => [...items.slice(by), ...items.slice(0, by)];

/** Two processes with a pool each as the product opens it, eight readers in each, who ask without a pause. */
async function measureTotals(drawn: Drawn, size: string): Promise<BenchRow> {
  const readers = { ...drawn, readers: 8, poolMax: POOL, kinds: ['totals' as const] };
  const processes = await Promise.all([1, 2].map((seed) => sendReaders({ ...readers, seed })));
  await setTimeout(WARM_UP_MS);
  for (const one of processes) one.begin();
  await setTimeout(MEASURED_MS);
  const times = (await Promise.all(processes.map((one) => one.end()))).flat().sort((one, other) => one - other);
  const value = times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
  return judgeRow({
    name: `totals at 16 readers, p95, ${size}`,
    value,
    unit: 'ms',
    reference: TOTALS_P95_MS,
    bound: 1,
  });
}

const median = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
