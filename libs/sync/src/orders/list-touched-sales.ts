import { type Database, type QueryOptions, query } from '@pulso/database';
import { type BusinessDay, businessDayOf } from '@pulso/domain';
import type { StaleSale } from '../stale-days/note-stale-sales.ts';
import type { TakenOrder } from './taken-order.ts';

type Transaction = NonNullable<QueryOptions['transaction']>;

interface OrderWithLines {
  order_id: string;
  date_closed: Date | null;
  listing_ids: string[];
}

/** The listings that orders had before their lines are replaced, by order; new orders had none. */
export async function listFormerListings(
  db: Database,
  tenantId: string,
  { taken, transaction }: { taken: readonly TakenOrder[]; transaction: Transaction },
): Promise<Map<string, string[]>> {
  const known = taken.filter((order) => !order.is_new).map((order) => order.order_id);
  if (known.length === 0) return new Map();
  const rows = await query<{ order_id: string; listing_ids: string[] }>(
    db,
    `select order_id::text as order_id, array_agg(distinct listing_id) as listing_ids from order_lines
     where tenant_id = $1 and order_id = any ($2::bigint[]) group by order_id`,
    { bind: [tenantId, known], transaction },
  );
  return new Map(rows.map((row) => [row.order_id, row.listing_ids]));
}

/**
 * The listings and business days whose numbers depend on the given orders: those of their lines before and after the change, on the days of
 * their sale before and after, and those of every order of the pack and the shipment that one is in now or was in before, because
 * purchases and freight are shared: whoever stays behind when an order leaves bears another part.
 * @param options.former what `listFormerListings` told before the lines were replaced
 */
export async function listTouchedSales(
  db: Database,
  tenantId: string,
  {
    taken,
    former,
    timeZone,
    transaction,
  }: {
    taken: readonly TakenOrder[];
    former: ReadonlyMap<string, string[]>;
    timeZone: string;
    transaction: Transaction;
  },
): Promise<StaleSale[]> {
  if (taken.length === 0) return [];
  const packs = taken.flatMap((order) => [order.pack_id, order.pack_before].filter((id) => id !== null));
  const shipments = taken.flatMap((order) => [order.shipment_id, order.shipment_before].filter((id) => id !== null));
  const related = await query<OrderWithLines>(
    db,
    `select o.order_id::text as order_id, o.date_closed, coalesce(l.listing_ids, '{}') as listing_ids
     from orders o
     left join lateral (
       select array_agg(distinct listing_id) as listing_ids from order_lines where tenant_id = $1 and order_id = o.order_id
     ) l on true
     where o.tenant_id = $1 and (o.order_id = any ($2::bigint[]) or o.pack_id = any ($3::bigint[]) or o.shipment_id = any ($4::bigint[]))`,
    { bind: [tenantId, taken.map((order) => order.order_id), packs, shipments], transaction },
  );
  const closedBefore = new Map(taken.map((order) => [order.order_id, order.closed_before]));
  return related.flatMap(({ order_id, date_closed, listing_ids }) =>
    daysOf([date_closed, closedBefore.get(order_id) ?? null], timeZone).map((day) => ({
      day,
      listingIds: [...new Set([...listing_ids, ...(former.get(order_id) ?? [])])],
    })),
  );
}

function daysOf(instants: readonly (Date | null)[], timeZone: string): BusinessDay[] {
  return [...new Set(instants.flatMap((instant) => (instant ? [businessDayOf(instant, timeZone)] : [])))];
}
