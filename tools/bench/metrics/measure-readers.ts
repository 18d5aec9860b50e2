import { setTimeout } from 'node:timers/promises';
import { createTestDatabase, withServer } from '@pulso/database/testing';
import { type BenchRow, judgeRow } from '../bench-row.ts';
import { tenantOf } from './draw-facts.ts';
import { drawMetrics } from './draw-rows.ts';
import { type Drawn, measureQuestions } from './measure-questions.ts';
import { type Kind, LAST_DAY } from './screen-asks.ts';
import { sendReaders } from './send-readers.ts';

const LISTINGS = 1000;
const DAYS = 360;
/** As many connections as a process of the product opens unless it is told otherwise. */
const POOL = 10;
const WARM_UP_MS = 2_000;
const MEASURED_MS = 10_000;
const TOTALS_P95_MS = 20;

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
    const alone = await measureQuestions(drawn, { suffix: `÷ bare SQL, ${size}`, warms: true });
    const kinds: Kind[] = ['totals', 'comparison', 'series', 'ranking'];
    const load = await sendReaders({ ...drawn, readers: 8, poolMax: POOL, kinds, seed: 8 });
    await setTimeout(WARM_UP_MS);
    const loaded = await measureQuestions(drawn, { suffix: `÷ bare SQL, ${size}, under 8 readers`, warms: false });
    await load.end();
    return [...alone, ...loaded, await measureTotals(drawn, size)];
  } finally {
    await test.drop();
  }
}

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
