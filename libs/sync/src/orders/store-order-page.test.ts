import { query, readSql } from '@pulso/database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenShop, openShop } from '../testing/open-shop.ts';

/** So many that going through them costs more than looking up what the planner takes a page for. */
const STORED = 60_000;
const upsertOrders = readSql(new URL('./upsert-orders.sql', import.meta.url));
const replaceOrderParts = readSql(new URL('./replace-order-parts.sql', import.meta.url));

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Node[];
}

let at: OpenShop;
beforeAll(async () => {
  at = await openShop('2026-11-20T15:00:00Z');
  // What the server does by itself at some time would make it a matter of chance.
  await at.rows('alter table orders set (autovacuum_enabled = false)');
  await query(
    at.db,
    `insert into orders (tenant_id, order_id, connection_id, status, date_created, date_closed, last_updated, currency, tags, content_hash, read_at)
     select $1, i, $2, 'paid', now(), now(), now(), 'BRL', '{}', '', now() from generate_series(1, $3::int) as i`,
    { bind: [at.tenantId, at.connectionId, STORED] },
  );
  await query(
    at.db,
    `insert into order_lines (tenant_id, order_id, line_no, listing_id, quantity, unit_price, date_closed)
     select $1, i, 1, 'MLB1', 1, 10, now() from generate_series(1, $2::int) as i`,
    { bind: [at.tenantId, STORED] },
  );
  await query(
    at.db,
    `insert into order_payments (tenant_id, order_id, payment_id, status) select $1, i, i, 'approved' from generate_series(1, $2::int) as i`,
    { bind: [at.tenantId, STORED] },
  );
  await at.rows('analyze orders, order_lines, order_payments');
});
afterAll(() => at.close());

/** The tables of orders that the plan of a statement goes through from end to end. */
async function listTablesReadWhole(sql: string, bind: unknown[]): Promise<string[]> {
  const [explained] = await query<{ 'QUERY PLAN': [{ Plan: Node }] }>(at.db, `explain (format json) ${sql}`, { bind });
  const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
  const nodes = explained ? nodesOf(explained['QUERY PLAN'][0].Plan) : [];
  // What writes stands in the plan, so it is the whole of it that was looked through.
  expect(nodes.filter((node) => node['Node Type'] === 'ModifyTable')).not.toEqual([]);
  return nodes
    .filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name']?.startsWith('order'))
    .map((node) => node['Relation Name'] ?? '');
}

it('storing a page of orders reads the orders of that page, however many are stored', async () => {
  const { tenantId, connectionId } = at;
  expect(await listTablesReadWhole(upsertOrders, [tenantId, connectionId, new Date(), '[]'])).toEqual([]);
  expect(await listTablesReadWhole(replaceOrderParts, [tenantId, connectionId, '[]'])).toEqual([]);
});
