import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '@pulso/database';
import { cancelJobRun, listJobRuns } from '@pulso/job-log';

const LOOK_MS = 250;
const PAGE = 200;

/** Asks every run of a tenant to end, and waits until none works any more, `patience_ms` at most. */
export async function endRuns(
  db: Database,
  tenantId: string,
  { now, patience_ms }: { now: Date; patience_ms: number },
): Promise<void> {
  const until_ms = performance.now() + patience_ms;
  const asked = new Set<string>();
  for (;;) {
    const { runs } = await listJobRuns(db, { tenantId, statuses: ['QUEUED', 'RUNNING'], limit: PAGE });
    for (const { jobLogId } of runs.filter((run) => !asked.has(run.jobLogId))) {
      asked.add(jobLogId);
      await cancelJobRun(db, tenantId, { jobLogId, now });
    }
    if (!runs.some(({ status }) => status === 'RUNNING') || performance.now() >= until_ms) return;
    await sleep(LOOK_MS);
  }
}
