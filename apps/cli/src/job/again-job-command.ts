import { AppError, type AppErrorCode, errorTable } from '@pulso/domain';
import { findJobRun, isEnded, type JobRun } from '@pulso/job-log';
import { assertDatabaseReady, createJobRunner, isJobType, openJobDeps } from '@pulso/jobs';
import { createLogger, onShutdown, resolveSettings } from '@pulso/runtime';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';

/**
 * `pulso job again`: runs the job of an ended run once more with its parameters, in this process, and without its slot,
 * which has its run for good. Where a living run covers it, that one is waited for.
 * @returns the new run; exit codes as of `scheduler run` (contract 5)
 * @throws AppError `not_found` for a run that does not exist, `invalid_input` for one that has not ended
 */
export async function againJobCommand(context: CommandContext, jobLogId: string): Promise<CommandResult> {
  const { env, folder, clock } = context;
  const settings = await resolveSettings(env, { folder, needsMeli: false });
  const log = createLogger({ app: 'pulso', level: settings.logLevel });
  const { deps, close } = await openJobDeps({ settings, clock, log, applicationName: 'pulso command' });
  const runner = createJobRunner(deps);
  // Told to stop, the run ends first and is still printed: only what hangs is cut off.
  const host = { on: process.once.bind(process), exit: (code: number) => code > 0 && process.exit(code) };
  onShutdown([{ name: 'run', close: () => runner.stop() }], { log, host });
  try {
    await assertDatabaseReady(deps.db, settings);
    const { jobType, tenantId, metadata } = endedOnly(await findJobRun(deps.db, jobLogId), jobLogId);
    if (!isJobType(jobType)) throw new AppError('invalid_input', `This version knows no job ${jobType}`);
    // The run that is waited for may be another process's, and that one may die.
    runner.watch();
    const { finished } = await runner.submit({ jobType, tenantId, params: metadata.params, trigger: 'cli' });
    const run = await finished;
    return { result: { ...run, again: jobLogId }, lines: [toLine(run)], exitCode: exitCodeOf(run) };
  } finally {
    await runner.stop();
    await close();
  }
}

function endedOnly(run: JobRun | null, jobLogId: string): JobRun {
  if (!run) throw new AppError('not_found', `There is no run ${jobLogId}`);
  if (isEnded(run.status)) return run;
  throw new AppError('invalid_input', `The run ${jobLogId} has not ended; stop it with: pulso job cancel ${jobLogId}`);
}

function toLine({ jobLogId, status, errorCode, errorMessage }: JobRun): string {
  const reason = errorCode === null ? '' : ` (${errorCode}: ${errorMessage ?? ''})`;
  return `Execução ${jobLogId}: ${status}${reason}`;
}

function exitCodeOf({ status, errorCode }: JobRun): number {
  if (status === 'SUCCESS' || status === 'PARTIAL' || status === 'SKIPPED') return 0;
  return Object.hasOwn(errorTable, errorCode ?? '') ? errorTable[errorCode as AppErrorCode].exitCode : 1;
}
