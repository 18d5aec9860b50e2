import { type Database, type QueryOptions, query } from '@pulso/database';
import { type BusinessDay, businessDayOf } from '@pulso/domain';
import type { StaleSale } from '../stale-days/note-stale-sales.ts';
import { type Counting, findCountedAnew } from './counts-follow.ts';
import type { TakenOrder } from './taken-order.ts';

type Transaction = NonNullable<QueryOptions['transaction']>;

interface OrderWithLines {
  order_id: string;
  date_closed: Date | null;
  pack_id: string | null;
  is_counted: boolean;
  is_cancelled: boolean;
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
    `select v.order_id::text as order_id, v.date_closed, v.pack_id::text as pack_id, v.left_out_reason is null as is_counted, v.is_cancelled,
       coalesce(l.listing_ids, '{}') as listing_ids
     from order_verdicts v
     left join lateral (
       select array_agg(distinct listing_id) as listing_ids from order_lines where tenant_id = $1 and order_id = v.order_id
     ) l on true
     where v.tenant_id = $1 and (v.order_id = any ($2::bigint[]) or v.pack_id = any ($3::bigint[]) or v.shipment_id = any ($4::bigint[]))`,
    { bind: [tenantId, taken.map((order) => order.order_id), packs, shipments], transaction },
  );
  const before = new Map(taken.map((order) => [order.order_id, order]));
  const anew = findCountedAnew(
    related.flatMap((order) => {
      const known = before.get(order.order_id);
      return known ? [{ orderId: order.order_id, before: countingBefore(known, former), now: countingNow(order) }] : [];
    }),
  );
  return related.flatMap(({ order_id, date_closed, pack_id, listing_ids }) =>
    daysOf([date_closed, before.get(order_id)?.closed_before ?? null], timeZone).map((day) => ({
      day,
      listingIds: [...new Set([...listing_ids, ...(former.get(order_id) ?? [])])],
      countsFollow: !anew.orderIds.has(order_id) && !(pack_id !== null && anew.packIds.has(pack_id)),
    })),
  );
}

const countingBefore = (taken: TakenOrder, former: ReadonlyMap<string, string[]>): Counting | null =>
  taken.is_new
    ? null
    : {
        isCounted: taken.was_counted,
        isCancelled: taken.was_cancelled,
        closed_ms: taken.closed_before?.getTime() ?? null,
        packId: taken.pack_before,
        listingIds: former.get(taken.order_id) ?? [],
      };

const countingNow = ({ is_counted, is_cancelled, date_closed, pack_id, listing_ids }: OrderWithLines): Counting => ({
  isCounted: is_counted,
  isCancelled: is_cancelled,
  closed_ms: date_closed?.getTime() ?? null,
  packId: pack_id,
  listingIds: listing_ids,
});

function daysOf(instants: readonly (Date | null)[], timeZone: string): BusinessDay[] {
  return [...new Set(instants.flatMap((instant) => (instant ? [businessDayOf(instant, timeZone)] : [])))];
}
