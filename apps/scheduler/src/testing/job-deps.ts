import type { Database } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import type { JobDeps } from '@pulso/jobs';
import { keepEverything } from '@pulso/jobs/testing';
import { createLogger } from '@pulso/runtime';

/** What a runner needs for runs that never reach Mercado Livre. */
export function jobDepsWithoutMeli(db: Database, clock: Clock): JobDeps {
  const refuse = (): never => {
    throw new Error('no call to Mercado Livre was expected');
  };
  return {
    db,
    clock,
    log: createLogger({ app: 'test', level: 'silent' }),
    connections: {
      application: { apiUrl: 'http://127.0.0.1:9', clientId: 'id', clientSecret: 'secret' },
      cipher: { keyId: 'none', encrypt: refuse, decrypt: refuse },
      clock,
    },
    budget: { rates: null, take: refuse },
    retention: keepEverything,
  };
}
