import { readSql } from '@pulso/database';
import { addDays, type BusinessDay, firstProvisionalDay, startOfBusinessDay } from '@pulso/domain';

const stageTables = readSql(new URL('./stage-tables.sql', import.meta.url));
const stageDays = readSql(new URL('./stage-days.sql', import.meta.url));
export const stageOrders = readSql(new URL('./stage-orders.sql', import.meta.url));
const stageNamedOrders = readSql(new URL('./stage-named-orders.sql', import.meta.url));
export const stageFreight = readSql(new URL('./stage-freight.sql', import.meta.url));
export const stageLines = readSql(new URL('./stage-lines.sql', import.meta.url));
const stageListingDays = readSql(new URL('./stage-listing-days.sql', import.meta.url));
const indexListingDays = readSql(new URL('./index-listing-days.sql', import.meta.url));
const stageAccountDays = readSql(new URL('./stage-account-days.sql', import.meta.url));

/** Runs a statement in the rebuild's transaction. */
export type RunSql = <Row extends object>(sql: string, bind: unknown[]) => Promise<Row[]>;

/** A day of which the orders of a connection were read in part: it keeps the rows that it has. */
export interface DayReadInPart {
  connectionId: string;
  day: BusinessDay;
}

/**
 * Computes the rows of both tables aside, into temporary tables that go with the transaction (stage-tables.sql); of days that are not derived
 * whole those of their listings alone, because the account's follow from how these differ (move-account-days.ts).
 * @param options.isWhole for each of `days`: every listing is derived, else those that the notes of the day name
 * @returns those of `days` that could not be derived, oldest first; days that were never read are not among them
 */
export async function stageMetrics(
  run: RunSql,
  {
    tenantId,
    zone,
    today,
    now,
    days,
    isWhole,
  }: {
    tenantId: string;
    zone: string;
    today: BusinessDay;
    now: Date;
    days: readonly BusinessDay[];
    isWhole: readonly boolean[];
  },
): Promise<DayReadInPart[]> {
  // A year of a large seller is sorted and joined in memory where the server's own setting would go through files; and what these steps are
  // guessed to cost makes a server that compiles statements spend longer on that than they take.
  await run(`select set_config('work_mem', '128MB', true), set_config('jit', 'off', true)`, []);
  await run(stageTables, []);
  const starts = days.map((day) => startOfBusinessDay(day, zone));
  const ends = days.map((day) => startOfBusinessDay(addDays(day, 1), zone));
  const provisionalFrom = firstProvisionalDay(today);
  const asked = [tenantId, zone, days, starts, ends, isWhole, provisionalFrom];
  const daysReadInPart = await run<DayReadInPart>(stageDays, asked);
  // What was just filled has no statistics, and without them the next step is planned as if it were empty.
  await run('analyze rebuild_days', []);
  await run(`insert into rebuild_orders ${stageOrders}`, [tenantId]);
  const isAllWhole = isWhole.every(Boolean);
  if (!isAllWhole) await run(stageNamedOrders, [tenantId]);
  await run(isAllWhole ? 'analyze rebuild_orders' : 'analyze rebuild_cells, rebuild_orders', []);
  await run(`insert into rebuild_freight ${stageFreight}`, [tenantId]);
  await run('analyze rebuild_freight', []);
  await run(`insert into rebuild_lines ${stageLines}`, [tenantId]);
  await run('analyze rebuild_lines', []);
  await run(stageListingDays, [tenantId, zone, now, provisionalFrom]);
  await run(indexListingDays, []);
  await run('analyze rebuild_listing_days', []);
  await run(stageAccountDays, [tenantId, provisionalFrom, now]);
  // What follows holds rows against rows in the order of that index, which needs little memory; the planner takes tables that do not fit into
  // it, and pages that lie apart, for dearer than they are where the rows of a seller lie together.
  await run(`select set_config('work_mem', '32MB', true), set_config('random_page_cost', '1.1', true)`, []);
  return daysReadInPart;
}
