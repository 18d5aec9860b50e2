import { expect, it } from 'vitest';
import { migrate } from '../migrate.ts';
import { query } from '../query.ts';
import { createTestDatabase } from '../testing/index.ts';
import { migrations } from './index.ts';

it('the rows of an installation outlive the division of their table into months, and its way back', async () => {
  const test = await createTestDatabase({ empty: true });
  const at = migrations.findIndex(({ name }) => name.endsWith('partition-listing-metrics'));
  await migrate(test.db, migrations.slice(0, at));
  await query(
    test.db,
    `insert into tenants (tenant_id, name, created_at) values ('00000000-0000-4000-8000-000000000001', 'Loja', now());
     insert into listing_metrics_daily (tenant_id, listing_id, date, connection_id, orders, units, gmv, cancelled_orders,
       cancelled_units, cancelled_amount, refunded_amount, visits, provisional, rebuilt_at)
     select '00000000-0000-4000-8000-000000000001', 'MLB1', day, '00000000-0000-4000-8000-000000000002', 1, 2, 3.45, 0, 0, 0, 0,
       case when day <> '2026-11-01' then 6 end, false, '2026-11-20T12:00:00Z'
     from unnest(array['2024-02-29', '2026-10-31', '2026-11-01']::date[]) as day`,
  );
  const rows = () => query(test.db, 'select * from listing_metrics_daily order by date');
  const before = await rows();
  await migrate(test.db, migrations.slice(0, at + 1));
  expect(await rows()).toEqual(before);
  const { sequelize } = test.db;
  await sequelize.transaction(async (transaction) => migrations[at]?.down({ sequelize, transaction }));
  expect(await rows()).toEqual(before);
  expect(before).toHaveLength(3);
  await test.drop();
});
