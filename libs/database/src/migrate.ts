import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@pulso/domain';
import { MigrationError, Umzug } from 'umzug';
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
 * How a migration gets at tables that are in use. While it waits for one, everybody who comes after it waits too, so it gives up soon and asks
 * again: whoever waited has had their turn meanwhile.
 */
export interface LockPatience {
  /** longest wait for one table */
  timeout_ms: number;
  /** how often a migration is begun before it is given up */
  tries: number;
  /** what happens between two tries */
  betweenTries: () => Promise<unknown>;
}

const PATIENCE: LockPatience = { timeout_ms: 3_000, tries: 20, betweenTries: () => sleep(2_000) };

/**
 * Applies every migration that the database lacks, each in one transaction with its record. Safe when several
 * processes start together: each migration waits for the lock, looks again, and is applied once. At the end the wall between tenants is
 * raised around what is new.
 * @param migrations those of this build when left out
 * @returns the names that this call applied, in order
 * @throws AppError `database_unavailable`, also when somebody does not let go of a table; what was applied before stays
 */
export async function migrate(
  db: Database,
  migrations: readonly Migration[] = ours,
  patience: LockPatience = PATIENCE,
): Promise<string[]> {
  const applied: string[] = [];
  await locked(db, patience, (run) =>
    run(`create table if not exists schema_migrations (
    name text primary key, applied_at timestamptz not null default now())`),
  );
  const umzug = new Umzug({
    logger: undefined,
    migrations: migrations.map((migration) => ({
      name: migration.name,
      up: async () => {
        if (await applyOnce(db, patience, migration)) applied.push(migration.name);
      },
    })),
    storage: {
      executed: () => listApplied(db),
      // The row is written inside the migration's own transaction, so that both stay or neither does.
      logMigration: async () => {},
      unlogMigration: async () => {},
    },
  });
  try {
    await umzug.up();
  } catch (error) {
    throw error instanceof MigrationError && error.cause instanceof AppError ? error.cause : error;
  }
  await locked(db, patience, (run) => run(raiseTenantWall));
  return applied;
}

/** @returns false when another process was faster */
function applyOnce(db: Database, patience: LockPatience, migration: Migration): Promise<boolean> {
  return locked(db, patience, async (run, transaction) => {
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

/** A transaction that nobody else who migrates runs at the same time, and that may take as long as it needs once it has its tables. */
async function locked<Result>(db: Database, patience: LockPatience, work: Locked<Result>): Promise<Result> {
  for (let left = patience.tries; ; left -= 1) {
    try {
      return await withTransaction(db, async (transaction) => {
        const run = (sql: string, bind?: unknown[]) => query(db, sql, { bind, transaction });
        await run('set local statement_timeout = 0');
        // Another process that migrates is waited for however long it takes.
        await run(`select pg_advisory_xact_lock(${SCHEMA_LOCK})`);
        await run(`set local lock_timeout = ${patience.timeout_ms}`);
        return work(run, transaction);
      });
    } catch (error) {
      if (!isTableInUse(error)) throw error;
      if (left <= 1) throw tablesInUse(error);
    }
    await patience.betweenTries();
  }
}

/** SQLSTATE 55P03, `lock_not_available`. */
function isTableInUse(error: unknown): boolean {
  const original = error instanceof Error && 'original' in error ? error.original : null;
  return original instanceof Error && 'code' in original && original.code === '55P03';
}

function tablesInUse(cause: unknown): AppError {
  const who = `select pid, application_name, state, query from pg_stat_activity where xact_start < now() - interval '10 seconds'`;
  return new AppError(
    'database_unavailable',
    `A migration did not get a table that somebody else holds; find out who, and run it again: ${who}`,
    { cause },
  );
}
