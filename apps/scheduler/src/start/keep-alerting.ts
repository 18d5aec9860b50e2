import type { Alerts } from '@pulso/jobs';
import type { Wait } from './wait-for-database.ts';

/** How often is looked for what went wrong or well again, and for messages that are owed. */
const LOOK_MS = 30_000;

/** Has incidents found and told, until `signal` aborts. Several copies share the work; nothing that fails ends it. */
export async function keepAlerting({
  alerts,
  wait,
  signal,
}: {
  alerts: Alerts;
  wait: Wait;
  signal: AbortSignal;
}): Promise<void> {
  while (!signal.aborted) {
    await alerts.look();
    await wait(LOOK_MS, signal);
  }
}
