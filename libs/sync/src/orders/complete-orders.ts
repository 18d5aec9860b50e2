import { query } from '@pulso/database';
import type { BusinessDay } from '@pulso/domain';
import type { MissingPart, SyncContext } from '../sync-context.ts';
import { withoutParts } from '../without-parts.ts';
import type { OrderTally } from './order-tally.ts';
import { takeOrders } from './take-orders.ts';

/**
 * Asks again, alone, for each order of which an earlier sync was told only a part (HTTP 206, Q48). Those that this run has
 * just read were asked alone already.
 * @returns what was taken in, and the orders that are still not whole
 */
export async function completeOrders(context: SyncContext): Promise<OrderTally & { missing: MissingPart[] }> {
  const incomplete = await listIncompleteOrders(context);
  const {
    missing,
    unanswered: _,
    ...outcome
  } = await takeOrders(
    context,
    incomplete.filter((order) => order.is_owed).map((order) => order.order_id),
  );
  const named = incomplete.flatMap(({ order_id, missing: parts, is_owed, day }): MissingPart[] => {
    const asked = missing.find((part) => part.orderId === order_id);
    if (is_owed && !asked) return [];
    const reason = asked?.reason ?? withoutParts(parts);
    // The day keeps its former rows (contract 4), and is named for that.
    return [
      {
        connectionId: context.connectionId,
        source: 'orders',
        orderId: order_id,
        ...(day && { from: day, to: day }),
        reason,
      },
    ];
  });
  return { ...outcome, missing: named };
}

async function listIncompleteOrders({ db, tenantId, connectionId, now, timeZone }: SyncContext) {
  return query<{ order_id: string; missing: string[]; is_owed: boolean; day: BusinessDay | null }>(
    db,
    `select order_id::text as order_id, missing, read_at < $3 as is_owed, (date_closed at time zone $4)::date::text as day
     from orders where tenant_id = $1 and connection_id = $2 and missing <> '{}'
     order by date_closed desc nulls last, orders.order_id`,
    { bind: [tenantId, connectionId, now, timeZone] },
  );
}
