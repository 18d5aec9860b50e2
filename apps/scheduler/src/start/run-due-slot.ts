import type { Database } from '@pulso/database';
import type { Clock } from '@pulso/domain';
import { type JobRunner, paramsOfSlot, toRunError } from '@pulso/jobs';
import type { Logger } from '@pulso/runtime';
import type { DueRun } from '../plan/plan-tenant.ts';
import { type Outcome, toOutcome } from '../run/to-outcome.ts';

/**
 * Runs one due slot to its end; never throws. A slot that another copy has is that copy's work: it is not waited for.
 * @param onEnded told of the outcome of a run that was ours
 */
export async function runDueSlot(
  { tenantId, timeZone, jobType, schedule, slot, coveredSlots, trigger }: DueRun,
  {
    db,
    clock,
    runner,
    log,
    onEnded,
  }: { db: Database; clock: Clock; runner: JobRunner; log: Logger; onEnded: (outcome: Outcome) => void },
): Promise<void> {
  try {
    const params = await paramsOfSlot(db, { tenantId, timeZone }, { schedule, now: clock.now() });
    const asked = { jobType, tenantId, params, slot, coveredSlots, trigger };
    const { finished, duplicate } = await runner.submit(asked);
    if (duplicate) {
      finished.catch(() => undefined);
      return;
    }
    onEnded(toOutcome(await finished, false));
  } catch (thrown) {
    const error = toRunError(thrown);
    log.error({ tenantId, jobType, slot, errorCode: error.code, err: error }, 'a due slot could not be run to its end');
  }
}
