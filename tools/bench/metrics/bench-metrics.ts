import { createDatabase, type Database } from '@pulso/database';
import { createTestDatabase, withServer } from '@pulso/database/testing';
import { addDays, daysIn, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import { rebuildDays } from '@pulso/metrics';
import { type BenchRow, judgeRow, type Measured } from '../bench-row.ts';
import { type BareClient, drawFacts, tenantOf } from './draw-facts.ts';
import { writeInsertSelect } from './insert-select.ts';
import { writeRowByRow } from './write-row-by-row.ts';

const ZONE = 'America/Sao_Paulo';
const LAST_DAY = parseBusinessDay('2026-11-20');
const NOW = new Date('2026-11-20T23:00:00Z');
/** A large seller's year: 1.8 million rows. */
const SIZE = { tenants: 1, listings: 5000, orders: 500_000, days: 365 };
const ROUNDS = 5;
const TENANT = tenantOf(1);

/** What the rebuild of a year costs beside one statement that only inserts it, measured in turns in one run. */
export async function benchMetrics(): Promise<BenchRow[]> {
  const test = await createTestDatabase({ poolMax: 1 });
  const db = createDatabase({ url: test.url, poolMax: 1, applicationName: 'pulso-bench', idleInTransaction_ms: 0 });
  try {
    const { rows, inserted, rebuilt, again, written } = await withServer(test.url, async (client) => {
      await drawFacts(client, { ...SIZE, firstTenant: 1, lastDay: LAST_DAY });
      return measureInTurns(db, client);
    });
    const perRow_us = await writeRowByRow(db, { rows: 2000 });
    const reference = median(inserted);
    const [first, second] = [median(rebuilt), median(again)];
    const measured: Measured[] = [
      { name: `rebuild of ${rows} rows ÷ insert … select`, value: first, unit: 'ms', reference, bound: 1.3 },
      { name: 'again with nothing changed ÷ insert … select', value: second, unit: 'ms', reference, bound: 1 },
      { name: 'rows written again, of all', value: Math.max(...written), unit: 'rows', reference: rows, bound: 0 },
      { name: 'row ÷ row by the ORM', value: (first * 1000) / rows, unit: 'µs', reference: perRow_us, bound: 1 },
    ];
    return measured.map(judgeRow);
  } finally {
    await db.close();
    await test.drop();
  }
}

/** The single statement into an empty table, the rebuild into an empty table, and the rebuild again, in turns. */
async function measureInTurns(db: Database, client: BareClient) {
  const days = daysIn({ from: addDays(LAST_DAY, 1 - SIZE.days), to: LAST_DAY });
  const rebuild = () => rebuildDays(db, TENANT, { days, now: NOW });
  const empty = () => client.query('truncate listing_metrics_daily, account_metrics_daily');
  const starts = days.map((day) => startOfBusinessDay(day, ZONE));
  const ends = days.map((day) => startOfBusinessDay(addDays(day, 1), ZONE));
  const insertSelect = writeInsertSelect();

  // Makes the partitions, and warms what is read.
  const { rowsUpserted: rows } = await rebuild();
  await client.query('create temporary table rebuilt as select * from listing_metrics_daily');
  await client.query(`set work_mem = '128MB'`);
  const [inserted, rebuilt, again, written]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    await empty();
    inserted.push(await timed(() => client.query(insertSelect, [TENANT, ZONE, NOW, days, starts, ends])));
    if (round === 0) await expectSameRows(client);
    await empty();
    rebuilt.push(await timed(rebuild));
    again.push(await timed(async () => written.push((await rebuild()).rowsUpserted)));
  }
  return { rows, inserted, rebuilt, again, written };
}

/** The two ways must have led to the same rows, or their times say nothing. */
async function expectSameRows(client: BareClient): Promise<void> {
  const { rows } = await client.query<{ differing: number }>(
    `select count(*)::int as differing from (
       (select * from listing_metrics_daily except all select * from rebuilt)
       union all (select * from rebuilt except all select * from listing_metrics_daily)
     ) as differences`,
  );
  if (rows[0]?.differing !== 0) throw new Error(`the single statement made ${rows[0]?.differing} other rows`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const median = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[times.length >> 1] ?? Number.NaN;
