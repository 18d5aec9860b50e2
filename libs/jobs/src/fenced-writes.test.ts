import { type QueryOptions, query } from '@pulso/database';

import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openSimulatedSeller } from './testing/simulated-seller.ts';

/** What a run writes by itself: how it goes, and the keys of its seller, which are kept whatever becomes of it. */
const OWN = ['job_logs', 'connection_tokens', 'token_ledger'];

let seller: Awaited<ReturnType<typeof openSimulatedSeller>>;
beforeAll(async () => {
  seller = await openSimulatedSeller({
    at: '2026-11-20T15:34:00Z',
    seed: 'fenced',
    world: { listings: 24, ordersPerDay: 3 },
  });
  await query(seller.db, 'create table written (name text, transaction xid8)');
  await query(
    seller.db,
    `create function note_write() returns trigger language plpgsql as $$$$
     begin
       insert into written values (tg_table_name, pg_current_xact_id());
       return null;
     end $$$$`,
    { bind: [] },
  );
  const tables = await query<{ name: string }>(
    seller.db,
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'tenant_id' and is_updatable = 'YES' and table_name <> all ($1)
       and table_name in (select table_name from information_schema.tables where table_type = 'BASE TABLE')`,
    { bind: [OWN] },
  );
  for (const { name } of tables) {
    await query(
      seller.db,
      `create trigger note_write after insert or update or delete on ${name} for each row execute function note_write()`,
    );
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => seller.close());

it.each([
  ['sync-mercadolivre', { daysBack: 9 }],
  ['rebuild-daily-metrics', {}],
] as const)(
  'every row that %s writes is written by a transaction that asks whether the run is still ours',
  async (job, params) => {
    const asked: string[] = [];
    const { sequelize } = seller.db;
    const real = sequelize.query.bind(sequelize) as (
      sql: string,
      options: Pick<QueryOptions, 'transaction'>,
    ) => Promise<never>;
    vi.spyOn(sequelize, 'query').mockImplementation(async (sql, options) => {
      const { transaction } = (options ?? {}) as Pick<QueryOptions, 'transaction'>;
      const text = typeof sql === 'string' ? sql : sql.query;
      const told = await real(text, { ...options, transaction });
      if (text.includes('for share')) {
        const [[row]] = (await real('select pg_current_xact_id()::text as id', { transaction })) as unknown as [
          [{ id: string }],
        ];
        asked.push(row.id);
      }
      return told;
    });
    await query(seller.db, 'delete from listing_metrics_daily');
    await query(seller.db, 'delete from written');
    expect(await seller.run(job, params)).toMatchObject({ status: 'SUCCESS' });
    const writers = await query<{ name: string; id: string }>(
      seller.db,
      'select distinct name, transaction::text as id from written',
    );
    expect(writers.map(({ name }) => name.replace(/_\d{4}_\d{2}$/, ''))).toContain('listing_metrics_daily');
    expect(writers.filter(({ id }) => !asked.includes(id))).toEqual([]);
  },
);
