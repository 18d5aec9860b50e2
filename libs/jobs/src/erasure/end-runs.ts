import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, query } from '@pulso/database';

const LOOK_MS = 250;

/** Asks every run of a tenant to end, and waits until none works any more, `patience_ms` at most. */
export async function endRuns(
  db: Database,
  tenantId: string,
  { now, patience_ms }: { now: Date; patience_ms: number },
): Promise<void> {
  const until_ms = performance.now() + patience_ms;
  for (;;) {
    const living = await query<{ status: string }>(
      db,
      `update job_logs set cancel_requested_at = coalesce(cancel_requested_at, $2)
       where tenant_id = $1 and status in ('QUEUED', 'RUNNING') returning status`,
      { bind: [tenantId, now] },
    );
    if (!living.some(({ status }) => status === 'RUNNING') || performance.now() >= until_ms) return;
    await sleep(LOOK_MS);
  }
}
