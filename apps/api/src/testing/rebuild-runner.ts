import { randomBytes } from 'node:crypto';
import { createTokenCipher } from '@pulso/connections';
import { type Database, query, withTransaction } from '@pulso/database';
import { fixedClock } from '@pulso/domain';
import { createJobRunner, type JobRunner } from '@pulso/jobs';
import { keepEverything } from '@pulso/jobs/testing';
import { createLogger } from '@pulso/runtime';
import { NOW } from './start-test-api.ts';

type Timings = Parameters<typeof createJobRunner>[1];

/** The real runner, for rebuilds only: they need neither Mercado Livre nor keys. */
export function createRebuildRunner(db: Database, timings?: Timings): JobRunner {
  const clock = fixedClock(NOW);
  const deps = {
    db,
    clock,
    log: createLogger({ app: 'api', level: 'silent' }),
    connections: {
      application: { apiUrl: 'http://127.0.0.1:9', clientId: 'none', clientSecret: 'none' },
      cipher: createTokenCipher([randomBytes(32)]),
      clock,
    },
    retention: keepEverything,
    budget: { rates: null, take: () => Promise.reject(new Error('a rebuild called Mercado Livre')) },
  };
  return createJobRunner(deps, timings);
}

/**
 * Keeps every rebuild from its own tables while `work` goes on.
 * @param work gets a query of the sessions of `applicationName` that stand there
 */
export async function whileRebuildsAreHeld(
  db: Database,
  applicationName: string,
  work: (listHeld: () => Promise<object[]>) => Promise<void>,
): Promise<void> {
  const held = `select 1 from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'
    and datname = current_database()`;
  await withTransaction(db, async (transaction) => {
    await query(db, 'lock table account_metrics_daily in access exclusive mode', { transaction });
    await work(() => query(db, held, { bind: [applicationName] }));
  });
}
