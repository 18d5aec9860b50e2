import { type Database, type QueryOptions, query } from '@pulso/database';
import { type BusinessDay, businessDayOf } from '@pulso/domain';
import type { TakenOrder } from './taken-order.ts';

/**
 * The business days whose numbers depend on the given orders: the days of their sales before and after the change,
 * and the days of every order of the pack and the shipment that it is in now or was in before, because purchases and freight
 * are shared: whoever stays behind when an order leaves bears another part.
 */
export async function listTouchedDays(
  db: Database,
  tenantId: string,
  {
    taken,
    timeZone,
    transaction,
  }: {
    taken: readonly TakenOrder[];
    timeZone: string;
    transaction: NonNullable<QueryOptions['transaction']>;
  },
): Promise<BusinessDay[]> {
  if (taken.length === 0) return [];
  const instants = taken.flatMap((order) => [order.closed_before, order.closed_now]);
  const packs = taken.flatMap((order) => [order.pack_id, order.pack_before].filter((id) => id !== null));
  const shipments = taken.flatMap((order) => [order.shipment_id, order.shipment_before].filter((id) => id !== null));
  const siblings = await query<{ date_closed: Date | null }>(
    db,
    `select distinct date_closed from orders
     where tenant_id = $1 and (pack_id = any ($2::bigint[]) or shipment_id = any ($3::bigint[]))`,
    { bind: [tenantId, packs, shipments], transaction },
  );
  const days = [...instants, ...siblings.map((row) => row.date_closed)].flatMap((instant) =>
    instant ? [businessDayOf(instant, timeZone)] : [],
  );
  return [...new Set(days)].sort();
}
