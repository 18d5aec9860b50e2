import { type JobRunner, toRunError } from '@pulso/jobs';
import type { Logger } from '@pulso/runtime';
import { type Outcome, toOutcome } from '../run/to-outcome.ts';
import type { DueSync } from './find-due-syncs.ts';

/**
 * Runs one due sync to its end; never throws. A slot that another copy has is that copy's work: it is not waited for.
 * @param onEnded told of the outcome of a run that was ours
 */
export async function runDueSync(
  { tenantId, slot, visits }: DueSync,
  { runner, log, onEnded }: { runner: JobRunner; log: Logger; onEnded: (outcome: Outcome) => void },
): Promise<void> {
  try {
    const { finished, duplicate } = await runner.submit({
      jobType: 'sync-mercadolivre',
      tenantId,
      params: visits === 'due' ? { visits } : {},
      slot,
      trigger: 'schedule',
    });
    if (duplicate) {
      finished.catch(() => undefined);
      return;
    }
    onEnded(toOutcome(await finished, false));
  } catch (thrown) {
    const error = toRunError(thrown);
    log.error({ tenantId, slot, errorCode: error.code, err: error }, 'a due sync could not be run to its end');
  }
}
