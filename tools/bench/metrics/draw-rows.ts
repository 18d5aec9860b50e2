import { readFileSync } from 'node:fs';
import type { Database } from '@pulso/database';
import { addDays, type BusinessDay, daysIn } from '@pulso/domain';
import { ensurePartitions } from '../../../libs/metrics/src/partitions/ensure-partitions.ts';
import type { BareClient } from './draw-facts.ts';

const read = (name: string) => readFileSync(new URL(`./${name}.sql`, import.meta.url), 'utf8');
const [drawRows, drawDay, drawAccounts] = [read('draw-rows'), read('draw-day'), read('draw-accounts')];

export interface RowsSize {
  tenants: number;
  /** per tenant, each with a row on each day */
  listings: number;
  days: number;
  lastDay: BusinessDay;
}

/** Orders are stored of these days only: as many as the comparison of the longest window looks back. */
const ORDER_DAYS = 91;
const ORDERS_A_DAY = 200;

/**
 * Fills both tables of metrics of an empty database with rows of made-up companies, without any facts but the orders that the screen
 * itself counts. Partitions and indexes are there before, as the product has them.
 */
export async function drawMetrics(db: Database, client: BareClient, size: RowsSize): Promise<void> {
  const days = daysIn({ from: addDays(size.lastDay, 1 - size.days), to: size.lastDay });
  await ensurePartitions(db, days);
  const settings = {
    tenants: size.tenants,
    listings: size.listings,
    order_days: ORDER_DAYS,
    orders: ORDERS_A_DAY,
    last_day: size.lastDay,
  };
  for (const [name, value] of Object.entries(settings)) {
    await client.query('select set_config($1, $2, false)', [`bench.${name}`, String(value)]);
  }
  await client.query(drawRows);
  for (const day of days) await client.query(drawDay, [day]);
  await client.query(drawAccounts);
  // Without it the first statements measured would pay for cleaning up after these.
  await client.query('vacuum analyze');
}
