import { Umzug } from 'umzug';
import type { Database } from './connect.ts';
import { listApplied } from './list-applied.ts';
import type { Migration } from './migration.ts';
import { migrations as ours } from './migrations/index.ts';
import { query } from './query.ts';
import { readSql } from './read-sql.ts';
import { SCHEMA_LOCK } from './schema-lock.ts';
import { withTransaction } from './with-transaction.ts';

const raiseTenantWall = readSql(new URL('./tenant-wall/raise-tenant-wall.sql', import.meta.url));

/**
 * Applies every migration that the database lacks, each in one transaction with its record. Safe when several
 * processes start together: each migration waits for the lock, looks again, and is applied once. At the end the wall between tenants is
 * raised around what is new.
 * @param migrations those of this build when left out
 * @returns the names that this call applied, in order
 */
export async function migrate(db: Database, migrations: readonly Migration[] = ours): Promise<string[]> {
  const applied: string[] = [];
  await locked(db, (run) =>
    run(`create table if not exists schema_migrations (
    name text primary key, applied_at timestamptz not null default now())`),
  );
  const umzug = new Umzug({
    logger: undefined,
    migrations: migrations.map((migration) => ({
      name: migration.name,
      up: async () => {
        if (await applyOnce(db, migration)) applied.push(migration.name);
      },
    })),
    storage: {
      executed: () => listApplied(db),
      // The row is written inside the migration's own transaction, so that both stay or neither does.
      logMigration: async () => {},
      unlogMigration: async () => {},
    },
  });
  await umzug.up();
  await locked(db, (run) => run(raiseTenantWall));
  return applied;
}

/** @returns false when another process was faster */
function applyOnce(db: Database, migration: Migration): Promise<boolean> {
  return locked(db, async (run, transaction) => {
    const known = await run('select 1 as known from schema_migrations where name = $1', [migration.name]);
    if (known.length > 0) return false;
    await migration.up({ sequelize: db.sequelize, transaction });
    await run('insert into schema_migrations (name) values ($1)', [migration.name]);
    return true;
  });
}

type Locked<Result> = (
  run: (sql: string, bind?: unknown[]) => Promise<object[]>,
  transaction: Parameters<Migration['up']>[0]['transaction'],
) => Promise<Result>;

/** A transaction that nobody else who migrates runs at the same time, and that may take as long as it needs. */
function locked<Result>(db: Database, work: Locked<Result>): Promise<Result> {
  return withTransaction(db, async (transaction) => {
    const run = (sql: string, bind?: unknown[]) => query(db, sql, { bind, transaction });
    await run('set local statement_timeout = 0');
    await run(`select pg_advisory_xact_lock(${SCHEMA_LOCK})`);
    return work(run, transaction);
  });
}
