import type { Clock } from '@pulso/domain';
import type { Logger } from '@pulso/runtime';
import { toRunError } from '../run-error.ts';
import type { JobRunner } from '../runner/create-job-runner.ts';

/** How often is looked for notices that wait; with the patience below they are read within a minute. */
const LOOK_MS = 15_000;
/** The API reads what it has stored by itself; what is older was left behind, or came from the feed of missed notices. */
const PATIENCE_MS = 20_000;

/**
 * Has notices read that have waited for longer than the API takes, until `signal` aborts. Several processes share the work: a second
 * request for a tenant joins the first one's run. Nothing that fails ends it.
 * @param listNoticed tenants whose notices have waited since the given instant
 */
export async function keepNoticesRead({
  listNoticed,
  runner,
  clock,
  log,
  wait,
  signal,
}: {
  listNoticed: (before: Date) => Promise<string[]>;
  runner: JobRunner;
  clock: Clock;
  log: Logger;
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
}): Promise<void> {
  const underWay = new Set<string>();
  const read = async (tenantId: string) => {
    underWay.add(tenantId);
    try {
      const run = await runner.submit({ jobType: 'read-notices', tenantId, params: {}, trigger: 'webhook' });
      await run.finished;
    } catch (thrown) {
      const { code, message } = toRunError(thrown);
      log.warn({ tenantId, errorCode: code, errorMessage: message }, 'notices could not be read now; they wait');
    }
    underWay.delete(tenantId);
  };
  while (!signal.aborted) {
    try {
      const noticed = await listNoticed(new Date(clock.now().getTime() - PATIENCE_MS));
      for (const tenantId of noticed) if (!underWay.has(tenantId)) void read(tenantId);
    } catch (error) {
      log.debug({ err: error }, 'waiting notices could not be looked for');
    }
    await wait(LOOK_MS, signal);
  }
}
