import { type Database, query } from '@pulso/database';

/** What a seller brings by the thousand. */
const FACTS = 'orders, order_lines, order_payments, shipments, listings, listing_visits, listing_sightings';
/** Below, no plan is bad enough to be felt. */
const ORDERS_MIN = 100;
/** How many times too few the planner may take them for. */
const FACTOR_MAX = 10;

interface Explained {
  'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }];
}

/**
 * Lets the planner know a seller who is new among others. Where it knows every company by name it takes one row for all that another one has,
 * and joins by holding each sale against each line; the server itself looks again only when a tenth of a table is new.
 * Nothing happens while the planner is about right.
 * @returns whether it had to look
 */
export async function refreshStatistics(db: Database, tenantId: string): Promise<boolean> {
  const [stored] = await query<{ orders: number }>(
    db,
    'select count(*)::int as orders from orders where tenant_id = $1',
    { bind: [tenantId] },
  );
  const orders = stored?.orders ?? 0;
  if (orders < ORDERS_MIN) return false;
  const [explained] = await query<Explained>(db, 'explain (format json) select from orders where tenant_id = $1', {
    bind: [tenantId],
  });
  const expected = explained?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  if (expected * FACTOR_MAX >= orders) return false;
  await query(db, `analyze ${FACTS}`);
  return true;
}
