import { createJobRunner, openJobDeps } from '@pulso/jobs';
import { createLogger, readEnvironment, resolveSettings } from '@pulso/runtime';

/** What the worker is told: the instant that it is now, and whose facts are read then. */
export interface YearTurn {
  at_ms: number;
  tenantIds: string[];
  /** days back */
  days: number;
}

/** What it answers: how the runs ended, and what is left on its heap after everything that can go has gone. */
export interface YearAnswer {
  statuses: string[];
  heap_bytes: number;
}

// A process of its own, so that its heap holds the product and nothing of the simulated world.
let now = new Date(0);
const clock = { now: () => now };
const log = createLogger({ app: 'soak', level: 'silent' });
const settings = await resolveSettings(readEnvironment());
const { deps, close } = await openJobDeps({ settings, clock, log, applicationName: 'pulso year' });
const runner = createJobRunner(deps);

process.on('message', async ({ at_ms, tenantIds, days }: YearTurn) => {
  now = new Date(at_ms);
  const statuses: string[] = [];
  for (const tenantId of tenantIds) {
    const params = { daysBack: days };
    const { finished } = await runner.submit({ jobType: 'sync-mercadolivre', tenantId, params, trigger: 'api' });
    statuses.push((await finished).status);
  }
  globalThis.gc?.();
  process.send?.({ statuses, heap_bytes: process.memoryUsage().heapUsed } satisfies YearAnswer);
});
process.on('disconnect', async () => {
  await runner.stop();
  await close();
  process.exit(0);
});
process.send?.('ready');
