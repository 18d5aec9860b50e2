import { randomUUID } from 'node:crypto';
import { type Database, query } from '@pulso/database';

interface GivenLine {
  listing: string;
  quantity?: number;
  price: number;
  /** Per unit; null = not told. */
  fee?: number | null;
}

interface GivenOrder {
  id: number;
  /** Null = not confirmed yet. */
  closed: string | null;
  lines: GivenLine[];
  status?: string;
  pack?: number;
  shipment?: number | null;
  tags?: string[];
  currency?: string;
  cancelCode?: string;
  /** Parts that Mercado Livre did not tell (HTTP 206). */
  missing?: string[];
  refunds?: { status: string; refunded: number }[];
}

const someInstant = '2026-11-01T12:00:00Z';

export type FactBook = Awaited<ReturnType<typeof openFactBook>>;

/**
 * Writes facts by hand for one seller of a tenant in São Paulo, as a sync would have left them.
 * @param tenantId a tenant that has a book already, for its next seller; left out = a tenant of its own
 */
export async function openFactBook(db: Database, tenantId: string = randomUUID()) {
  const connectionId = randomUUID();
  const run = (sql: string, bind: unknown[]) => query(db, sql, { bind });
  await run(
    `insert into tenants (tenant_id, name, created_at) values ($1, 'Loja', $2) on conflict (tenant_id) do nothing`,
    [tenantId, someInstant],
  );
  await run(
    `insert into connections (tenant_id, connection_id, seller_id, site_id, currency, status, status_at, created_at)
     values ($1, $2, $3, 'MLB', 'BRL', 'active', $4, $4)`,
    [tenantId, connectionId, Number.parseInt(connectionId.slice(0, 8), 16), someInstant],
  );
  return {
    tenantId,
    connectionId,
    readOrders: (from: string, through: string) =>
      run(
        `insert into source_coverage as s (tenant_id, connection_id, source, covered, covered_through)
         values ($1, $2, 'orders', tstzmultirange(tstzrange($3, $4)), $4)
         on conflict (tenant_id, connection_id, source) do update set
           covered = s.covered + excluded.covered, covered_through = greatest(s.covered_through, excluded.covered_through)`,
        [tenantId, connectionId, from, through],
      ),
    listing: (listingId: string, life: { created: string; closed?: string; status?: string }) =>
      run(
        `insert into listings (tenant_id, listing_id, connection_id, access, status, date_created, stop_time, closed_seen_at)
         values ($1, $2, $3, 'readable', $4, $5, $6, $6)`,
        [
          tenantId,
          listingId,
          connectionId,
          life.closed ? 'closed' : (life.status ?? 'active'),
          life.created,
          life.closed ?? null,
        ],
      ),
    sighting: (listingId: string, at: string, seen: { price?: number; stock?: number; clip?: boolean }) =>
      run(
        `insert into listing_sightings values ($1, $2, ($3::timestamptz at time zone 'America/Sao_Paulo')::date,
           $4, case when $4::numeric is not null then $3::timestamptz end,
           $5, case when $5::int is not null then $3::timestamptz end,
           $6, case when $6::boolean is not null then $3::timestamptz end)`,
        [tenantId, listingId, at, seen.price ?? null, seen.stock ?? null, seen.clip ?? null],
      ),
    visits: (listingId: string, day: string, visits: number) =>
      run('insert into listing_visits values ($1, $2, $3, $4, $5)', [tenantId, listingId, day, visits, someInstant]),
    accountVisits: (day: string, visits: number) =>
      run('insert into account_visits (tenant_id, connection_id, day, visits, read_at) values ($1, $2, $3, $4, $5)', [
        tenantId,
        connectionId,
        day,
        visits,
        someInstant,
      ]),
    freight: (shipmentId: number, cost: number | null) =>
      run(
        'insert into shipments (tenant_id, shipment_id, connection_id, seller_cost, read_at) values ($1, $2, $3, $4, $5)',
        [tenantId, shipmentId, connectionId, cost, someInstant],
      ),
    order: async (order: GivenOrder) => {
      await run(
        `insert into orders (tenant_id, order_id, connection_id, status, date_created, date_closed, last_updated, pack_id,
           shipment_id, currency, tags, cancel_code, missing, content_hash, read_at)
         values ($1, $2, $3, $4, coalesce($5::timestamptz, $6::timestamptz), $5, $6, $7, $8, $9, $10, $11, $12, '', $6)`,
        [
          tenantId,
          order.id,
          connectionId,
          order.status ?? 'paid',
          order.closed,
          someInstant,
          order.pack ?? null,
          order.shipment ?? null,
          order.currency ?? 'BRL',
          order.tags ?? [],
          order.cancelCode ?? null,
          order.missing ?? [],
        ],
      );
      for (const [index, line] of order.lines.entries()) {
        await run(
          `insert into order_lines (tenant_id, order_id, line_no, listing_id, quantity, unit_price, sale_fee)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [
            tenantId,
            order.id,
            index + 1,
            line.listing,
            line.quantity ?? 1,
            line.price,
            line.fee === undefined ? 0 : line.fee,
          ],
        );
      }
      for (const [index, payment] of (order.refunds ?? []).entries()) {
        await run('insert into order_payments values ($1, $2, $3, $4, null, $5, null)', [
          tenantId,
          order.id,
          index + 1,
          payment.status,
          payment.refunded,
        ]);
      }
    },
    listingRow: async (listingId: string, day: string) =>
      (
        await query<Record<string, unknown>>(
          db,
          'select * from listing_metrics_daily where tenant_id = $1 and listing_id = $2 and date = $3',
          { bind: [tenantId, listingId, day] },
        )
      )[0] ?? null,
    accountRow: async (day: string) =>
      (
        await query<Record<string, unknown>>(
          db,
          'select * from account_metrics_daily where tenant_id = $1 and connection_id = $2 and date = $3',
          { bind: [tenantId, connectionId, day] },
        )
      )[0] ?? null,
    listingDays: async (listingId: string) =>
      (
        await query<{ date: string }>(
          db,
          'select date::text as date from listing_metrics_daily where tenant_id = $1 and listing_id = $2 order by 1',
          { bind: [tenantId, listingId] },
        )
      ).map((row) => row.date),
  };
}
