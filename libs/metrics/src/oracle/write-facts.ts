import { type Database, query, withTransaction } from '@pulso/database';
import { businessDayOf } from '@pulso/domain';
import type { ConnectionFacts, Facts } from './facts.ts';

const SOME_INSTANT = '2020-01-01T12:00:00Z';

/** Makes the tenant's stored facts exactly these, whatever stood there before; its metrics stay. */
export async function writeFacts(db: Database, tenantId: string, facts: Facts): Promise<void> {
  await withTransaction(db, async (transaction) => {
    const run = (sql: string, bind: unknown[]) => query(db, sql, { bind, transaction });
    await run(
      `insert into tenants (tenant_id, name, time_zone, created_at) values ($1, 'Loja', $2, $3)
       on conflict (tenant_id) do update set time_zone = excluded.time_zone`,
      [tenantId, facts.timeZone, SOME_INSTANT],
    );
    await run('delete from connections where tenant_id = $1', [tenantId]);
    for (const connection of facts.connections) {
      for (const { sql, rows } of statementsOf(connection, facts.timeZone)) {
        if (rows.length > 0) await run(sql, [tenantId, connection.connectionId, JSON.stringify(rows), SOME_INSTANT]);
      }
    }
  });
}

function statementsOf(facts: ConnectionFacts, timeZone: string): { sql: string; rows: object[] }[] {
  return [
    {
      sql: `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
            select $1::uuid, $2::uuid, ('x' || left(md5($1::uuid || ' ' || $2::uuid), 13))::bit(52)::bigint, 'MLB', currency, 'active', $4, $4
            from jsonb_to_recordset($3::jsonb) as x (currency text)`,
      rows: [{ currency: facts.currency }],
    },
    {
      sql: `insert into source_coverage (tenant_id, connection_id, source, covered, covered_through)
            select $1, $2, 'orders', range_agg(tstzrange("from", "to")), max("to")
            from jsonb_to_recordset($3::jsonb) as x ("from" timestamptz, "to" timestamptz)
            where $4::timestamptz is not null`,
      rows: facts.covered,
    },
    {
      sql: `insert into listings (tenant_id, listing_id, connection_id, access, status, date_created, stop_time, closed_seen_at, read_at)
            select $1, "listingId", $2, access, case when "closedSeen" is null then 'active' else 'closed' end, created, "stopTime", "closedSeen", $4
            from jsonb_to_recordset($3::jsonb)
              as x ("listingId" text, access text, created timestamptz, "stopTime" timestamptz, "closedSeen" timestamptz)`,
      rows: facts.listings,
    },
    {
      sql: `insert into listing_visits (tenant_id, listing_id, day, visits, read_at)
            select $1, "listingId", day, visits, $4 from jsonb_to_recordset($3::jsonb) as x ("listingId" text, day date, visits int)
            where $2::uuid is not null`,
      rows: facts.listings.flatMap(({ listingId, visits }) => visits.map((one) => ({ listingId, ...one }))),
    },
    {
      sql: `insert into listing_sightings (tenant_id, listing_id, day, price, price_seen_at, stock, stock_seen_at, has_clips, clips_seen_at)
            select $1, "listingId", day, price_cents / 100.0, case when price_cents is not null then at end,
              stock, case when stock is not null then at end, "hasClips", case when "hasClips" is not null then at end
            from jsonb_to_recordset($3::jsonb)
              as x ("listingId" text, day date, at timestamptz, price_cents int, stock int, "hasClips" boolean)
            where $2::uuid is not null and $4::timestamptz is not null`,
      rows: facts.listings.flatMap(({ listingId, sightings }) =>
        sightings.map((one) => ({ listingId, day: businessDayOf(new Date(one.at), timeZone), ...one })),
      ),
    },
    ...orderStatementsOf(facts),
    {
      sql: `insert into shipments (tenant_id, shipment_id, connection_id, seller_cost, read_at)
            select $1, "shipmentId", $2, cost_cents / 100.0, $4
            from jsonb_to_recordset($3::jsonb) as x ("shipmentId" bigint, cost_cents bigint)`,
      rows: facts.shipments,
    },
    {
      sql: `insert into account_visits (tenant_id, connection_id, day, visits, read_at)
            select $1, $2, day, visits, $4 from jsonb_to_recordset($3::jsonb) as x (day date, visits int)`,
      rows: facts.accountVisits,
    },
  ];
}

function orderStatementsOf({ orders }: ConnectionFacts): { sql: string; rows: object[] }[] {
  return [
    {
      sql: `insert into orders (tenant_id, order_id, connection_id, status, date_created, date_closed, last_updated, pack_id,
              shipment_id, currency, tags, cancel_code, missing, content_hash, line_listing_ids, read_at)
            select $1, "orderId", $2, status, coalesce(closed, $4), closed, $4, "packId", "shipmentId", currency, tags,
              "cancelCode", missing, '', "listingIds", $4
            from jsonb_to_recordset($3::jsonb) as x ("orderId" bigint, status text, closed timestamptz, "packId" bigint,
              "shipmentId" bigint, currency text, tags text[], "cancelCode" text, missing text[], "listingIds" text[])`,
      // Orders from before the listings of their lines were kept are told the same.
      rows: orders.map((order) => ({ ...order, listingIds: order.orderId % 2 ? listingIdsOf(order) : null })),
    },
    {
      sql: `insert into order_lines (tenant_id, order_id, line_no, listing_id, quantity, unit_price, sale_fee, date_closed)
            select $1, "orderId", "lineNo", "listingId", quantity, price_cents / 100.0, fee_cents / 100.0, dated
            from jsonb_to_recordset($3::jsonb) as x ("orderId" bigint, "lineNo" int, "listingId" text, quantity int,
              price_cents bigint, fee_cents bigint, dated timestamptz)
            where $2::uuid is not null and $4::timestamptz is not null`,
      // Lines from before the instant of the sale was kept beside them are told the same.
      rows: orders.flatMap(({ orderId, closed, lines }) =>
        lines.map((line, index) => ({ orderId, lineNo: index + 1, dated: orderId % 3 ? closed : null, ...line })),
      ),
    },
    {
      sql: `insert into order_payments (tenant_id, order_id, payment_id, status, transaction_amount_refunded)
            select $1, "orderId", "paymentId", status, refunded_cents / 100.0
            from jsonb_to_recordset($3::jsonb) as x ("orderId" bigint, "paymentId" bigint, status text, refunded_cents bigint)
            where $2::uuid is not null and $4::timestamptz is not null`,
      rows: orders.flatMap(({ orderId, payments }) =>
        payments.map((payment, index) => ({ orderId, paymentId: index + 1, ...payment })),
      ),
    },
  ];
}

const listingIdsOf = ({ lines }: ConnectionFacts['orders'][number]): string[] => [
  ...new Set(lines.map(({ listingId }) => listingId)),
];
