// A process of its own that runs one job, for tests that kill it or hold it still. It prints how its run ended and what memory it took.
import { createTokenCipher } from '@pulso/connections';
import { createDatabase } from '@pulso/database';
import { createMemoryBudget } from '@pulso/meli-client';
import { createLogger } from '@pulso/runtime';
import { createJobRunner } from '../runner/create-job-runner.ts';
import { keepEverything } from './keep-everything.ts';
import { type Errand, WORKER } from './worker-errand.ts';

const errand = JSON.parse(process.argv[2] ?? '') as Errand;
const clock = { now: () => new Date(errand.at) };
const { apiUrl, clientId, clientSecret, timings, tenantId, jobType, params } = errand;
const db = createDatabase({
  url: errand.databaseUrl,
  poolMax: 5,
  applicationName: WORKER,
  idleInTransaction_ms: timings.lease_ms,
});
const runner = createJobRunner(
  {
    db,
    clock,
    log: createLogger({ app: 'worker', level: 'silent' }),
    connections: {
      application: { apiUrl, clientId, clientSecret },
      cipher: createTokenCipher([Buffer.from(errand.key, 'base64')]),
      clock,
    },
    budget: createMemoryBudget({ requestsPerSecond: 10_000, visitsPerSecond: 10_000 }),
    retention: keepEverything,
  },
  timings,
);
const { finished } = await runner.submit({ jobType, tenantId, params, trigger: 'cli' });
const run = await finished;
await runner.stop();
await db.close();
// maxRSS comes in KiB.
process.stdout.write(JSON.stringify({ run, peakMemory_bytes: process.resourceUsage().maxRSS * 1024 }));
