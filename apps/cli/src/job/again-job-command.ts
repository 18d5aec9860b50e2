import { AppError } from '@pulso/domain';
import { findJobRun, isEnded, type JobRun } from '@pulso/job-log';
import { isJobType } from '@pulso/jobs';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { exitCodeOf, runHere, toLine } from './run-here.ts';

/**
 * `pulso job again`: runs the job of an ended run once more with its parameters, in this process, and without its slot,
 * which has its run for good. Where a living run covers it, that one is waited for.
 * @returns the new run; exit codes as of `scheduler run` (contract 5)
 * @throws AppError `not_found` for a run that does not exist, `invalid_input` for one that has not ended
 */
export async function againJobCommand(context: CommandContext, jobLogId: string): Promise<CommandResult> {
  const run = await runHere(context, async (db) => {
    const { jobType, tenantId, metadata } = endedOnly(await findJobRun(db, jobLogId), jobLogId);
    if (!isJobType(jobType)) throw new AppError('invalid_input', `This version knows no job ${jobType}`);
    return { jobType, tenantId, params: metadata.params as object };
  });
  return { result: { ...run, again: jobLogId }, lines: [toLine(run)], exitCode: exitCodeOf(run) };
}

function endedOnly(run: JobRun | null, jobLogId: string): JobRun {
  if (!run) throw new AppError('not_found', `There is no run ${jobLogId}`);
  if (isEnded(run.status)) return run;
  throw new AppError('invalid_input', `The run ${jobLogId} has not ended; stop it with: pulso job cancel ${jobLogId}`);
}
