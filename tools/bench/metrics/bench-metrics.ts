import { createDatabase, type Database } from '@pulso/database';
import { createTestDatabase, withServer } from '@pulso/database/testing';
import { addDays, daysIn, firstProvisionalDay, parseBusinessDay, startOfBusinessDay } from '@pulso/domain';
import { rebuildDays } from '@pulso/metrics';
import { type BenchRow, judgeRow, type Measured } from '../bench-row.ts';
import { type BareClient, drawFacts, tenantOf } from './draw-facts.ts';
import { type Followed, followChanges, tellFollowed } from './follow-changes.ts';
import { writeInsertSelect } from './insert-select.ts';
import { medianOf, timed } from './timed.ts';
import { writeRowByRow } from './write-row-by-row.ts';

const ZONE = 'America/Sao_Paulo';
const LAST_DAY = parseBusinessDay('2026-11-20');
const NOW = new Date('2026-11-20T23:00:00Z');
/** A large seller's year: 1.8 million rows. */
const SIZE = { tenants: 1, listings: 5000, orders: 500_000, days: 365 };
/** As many orders of few listings. */
const FEW_LISTINGS = 500;
const ROUNDS = 5;
const [TENANT, FEW_TENANT] = [tenantOf(1), tenantOf(2)];
const DAYS = daysIn({ from: addDays(LAST_DAY, 1 - SIZE.days), to: LAST_DAY });

/**
 * What the rebuild of a year costs beside one statement that only inserts it, and what fifty changed orders cost beside that rebuild,
 * measured in turns in one run.
 */
export async function benchMetrics(): Promise<BenchRow[]> {
  const test = await createTestDatabase({ poolMax: 1 });
  const db = createDatabase({ url: test.url, poolMax: 1, applicationName: 'pulso-bench', idleInTransaction_ms: 0 });
  try {
    return await withServer(test.url, async (client) => {
      const few = await measureFewListings(db, client);
      await drawFacts(client, { ...SIZE, firstTenant: 1, lastDay: LAST_DAY });
      const { rows, inserted, rebuilt, again, written, followed } = await measureInTurns(db, client);
      const reference = medianOf(inserted);
      const [first, second] = [medianOf(rebuilt), medianOf(again)];
      const measured: Measured[] = [
        { name: `rebuild of ${rows} rows ÷ insert … select`, value: first, unit: 'ms', reference, bound: 1.3 },
        { name: 'again with nothing changed ÷ insert … select', value: second, unit: 'ms', reference, bound: 1 },
        { name: 'rows written again, of all', value: Math.max(...written), unit: 'rows', reference: rows, bound: 0 },
        ...tellFollowed(followed, { listings: SIZE.listings, full_ms: first }),
        ...few,
        {
          name: 'row ÷ row by the ORM',
          value: (first * 1000) / rows,
          unit: 'µs',
          reference: await writeRowByRow(db, { rows: 2000 }),
          bound: 1,
        },
      ];
      return measured.map((row) => judgeRow({ ...row, name: `metrics: ${row.name}` }));
    });
  } finally {
    await db.close();
    await test.drop();
  }
}

/** A seller with as many orders of a tenth of the listings: its whole year, and fifty changed orders, in turns. */
async function measureFewListings(db: Database, client: BareClient): Promise<Measured[]> {
  await drawFacts(client, { ...SIZE, listings: FEW_LISTINGS, firstTenant: 2, lastDay: LAST_DAY });
  const rebuilt: number[] = [];
  const followed: Followed[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await empty(client);
    rebuilt.push(await timed(client, () => rebuildDays(db, FEW_TENANT, { days: DAYS, now: NOW })));
    followed.push(await followChanges({ db, client }, { tenantId: FEW_TENANT, round, now: NOW, today: LAST_DAY }));
  }
  return tellFollowed(followed, { listings: FEW_LISTINGS, full_ms: medianOf(rebuilt) });
}

const empty = (client: BareClient) => client.query('truncate listing_metrics_daily, account_metrics_daily');

/** The single statement into an empty table, the rebuild into an empty table, the rebuild again, and fifty changed orders, in turns. */
async function measureInTurns(db: Database, client: BareClient) {
  const rebuild = () => rebuildDays(db, TENANT, { days: DAYS, now: NOW });
  const starts = DAYS.map((day) => startOfBusinessDay(day, ZONE));
  const ends = DAYS.map((day) => startOfBusinessDay(addDays(day, 1), ZONE));
  const insertSelect = writeInsertSelect();
  const bind = [TENANT, ZONE, NOW, firstProvisionalDay(LAST_DAY), DAYS, starts, ends];

  // Makes the partitions, and warms what is read.
  await empty(client);
  const { rowsUpserted: rows } = await rebuild();
  await client.query('create temporary table rebuilt as select * from listing_metrics_daily');
  await client.query(`set work_mem = '128MB'`);
  const [inserted, rebuilt, again, written]: [number[], number[], number[], number[]] = [[], [], [], []];
  const followed: Followed[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await empty(client);
    inserted.push(await timed(client, () => client.query(insertSelect, bind)));
    if (round === 0) await expectSameRows(client);
    await empty(client);
    rebuilt.push(await timed(client, rebuild));
    again.push(await timed(client, async () => written.push((await rebuild()).rowsUpserted)));
    followed.push(await followChanges({ db, client }, { tenantId: TENANT, round, now: NOW, today: LAST_DAY }));
  }
  return { rows, inserted, rebuilt, again, written, followed };
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
