import { readFileSync } from 'node:fs';
import type { withServer } from '@pulso/database/testing';

/** One open connection of the driver alone, without pool and ORM. */
export type BareClient = Parameters<Parameters<typeof withServer>[1]>[0];

export interface DrawnSize {
  tenants: number;
  /** per tenant */
  listings: number;
  /** per tenant, all of them counted or cancelled sales */
  orders: number;
  days: number;
  /** YYYY-MM-DD */
  lastDay: string;
}

const statements = readFileSync(new URL('./draw-facts.sql', import.meta.url), 'utf8');

/** Fills the tables of facts with made-up sellers; the tenants' numbers begin at `firstTenant`. */
export async function drawFacts(client: BareClient, size: DrawnSize & { firstTenant: number }): Promise<void> {
  const settings = {
    first_tenant: size.firstTenant,
    tenants: size.tenants,
    listings: size.listings,
    orders: size.orders,
    days: size.days,
    last_day: size.lastDay,
  };
  for (const [name, value] of Object.entries(settings)) {
    await client.query('select set_config($1, $2, false)', [`bench.${name}`, String(value)]);
  }
  await client.query(statements);
  // Without it the first statements measured would pay for cleaning up after these.
  await client.query('vacuum analyze');
}

/** The tenant of that number; its connection has the same number. */
export const tenantOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
