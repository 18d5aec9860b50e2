import type { Database } from '@pulso/database';
import { createTestDatabase, withServer } from '@pulso/database/testing';
import { addDays, daysIn, parseBusinessDay } from '@pulso/domain';
import { rebuildDays } from '@pulso/metrics';
import { type BenchRow, judgeRow, type Measured } from '../bench-row.ts';
import { type BareClient, drawFacts, tenantOf } from '../metrics/draw-facts.ts';
import { changeFiftyOrders, followNotes } from '../metrics/measure-changes.ts';

const NOW = new Date('2026-11-20T23:00:00Z');
const LAST_DAY = parseBusinessDay('2026-11-20');
/** As many orders a day as the fifty that change are drawn from. */
const SIZE = { tenants: 1, listings: 100, orders: 45_000, days: 90 };
const TENANT = tenantOf(1);
const CHANGED = 50;
/** A changed order takes along what shares its purchase or its parcel. */
const ROWS_PER_ORDER = 4;
const HOOK = 'count statements';

/** How many statements a rebuild sends, whatever its window, and how many rows it writes when nothing changed and when fifty orders did. */
export async function countRebuilds(): Promise<BenchRow[]> {
  const test = await createTestDatabase({ poolMax: 1 });
  try {
    return await withServer(test.url, async (client) => {
      await drawFacts(client, { ...SIZE, firstTenant: 1, lastDay: LAST_DAY });
      return (await countAll(test.db, client)).map((row) => judgeRow({ ...row, name: `metrics: ${row.name}` }));
    });
  } finally {
    await test.drop();
  }
}

async function countAll(db: Database, client: BareClient): Promise<Measured[]> {
  const rebuild = (count: number) =>
    rebuildDays(db, TENANT, { days: daysIn({ from: addDays(LAST_DAY, 1 - count), to: LAST_DAY }), now: NOW });
  const first = await rebuild(SIZE.days);
  const week = await countStatements(db, () => rebuild(7));
  const quarter = await countStatements(db, () => rebuild(SIZE.days));
  await changeFiftyOrders(client, { tenantId: TENANT, spread: 'hour', round: 0, today: LAST_DAY });
  const followed = await followNotes(db, TENANT, NOW);
  const rows = { unit: 'rows' };
  return [
    {
      name: 'statements of a rebuild of a quarter, of those of a week',
      value: quarter.statements,
      unit: 'statements',
      reference: week.statements,
      bound: 1,
    },
    {
      ...rows,
      name: 'rows written when nothing changed, of all',
      value: quarter.result.rowsUpserted,
      reference: first.rowsUpserted,
      bound: 0,
    },
    {
      ...rows,
      name: `rows that follow ${CHANGED} changed orders, of the orders`,
      value: followed,
      reference: CHANGED,
      bound: ROWS_PER_ORDER,
    },
  ];
}

/** Every statement that goes through Sequelize, those of the transaction among them. */
async function countStatements<Result>(db: Database, work: () => Promise<Result>) {
  let statements = 0;
  const note = () => {
    statements += 1;
  };
  db.sequelize.addHook('beforeQuery', HOOK, note);
  try {
    return { result: await work(), statements };
  } finally {
    db.sequelize.removeHook('beforeQuery', HOOK);
  }
}
