import { randomBytes } from 'node:crypto';
import { query } from '@pulso/database';
import { startDatabaseLine, type TestDatabase } from '@pulso/database/testing';

/** A database in trouble for one program, while the test itself can still look into it. */
export interface Trouble {
  begin(): Promise<void>;
  end(): Promise<void>;
}

export interface TroubledDatabase {
  /** the address of the program that is to have the trouble: a role of its own, over a line that can be cut */
  readonly url: string;
  readonly troubles: { gone: Trouble; silent: Trouble; readOnly: Trouble; usedUp: Trouble };
  /** After the program's pool was closed, and before the database is dropped. */
  close(): Promise<void>;
}

/** The ways in which a database fails a program that is in the middle of its work; each takes its sessions with it. */
export async function troubleDatabase({ db, url }: TestDatabase): Promise<TroubledDatabase> {
  const name = `pulso_test_${randomBytes(6).toString('hex')}`;
  await query(db, `create role ${name} login password '${name}'`);
  await query(db, `grant select, insert, update, delete on all tables in schema public to ${name}`);
  const line = await startDatabaseLine(url);
  const own = new URL(line.url);
  own.username = name;
  own.password = name;

  /** Between the change and the end of the last session from before it, nothing gets through: it comes at one instant. */
  const set = async (change: string) => {
    line.cut();
    await query(db, `alter role ${name} ${change}`);
    await query(db, `select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '${name}'`);
    line.restore();
  };
  return {
    url: own.href,
    troubles: {
      gone: { begin: async () => line.cut(), end: async () => line.restore() },
      silent: { begin: async () => line.freeze(), end: async () => line.restore() },
      readOnly: {
        begin: () => set('set default_transaction_read_only = on'),
        end: () => set('reset default_transaction_read_only'),
      },
      usedUp: { begin: () => set('connection limit 0'), end: () => set('connection limit -1') },
    },
    async close() {
      await line.close();
      await query(db, `drop owned by ${name}`);
      await query(db, `drop role ${name}`);
    },
  };
}
