import type { JobRun } from '@pulso/job-log';
import {
  assertDatabaseReady,
  createJobRunner,
  type JobDeps,
  type JobRequest,
  type JobType,
  openJobDeps,
} from '@pulso/jobs';
import { createLogger, npmStartIsMissing, onShutdown, resolveSettings } from '@pulso/runtime';
import type { CommandContext } from '../command-context.ts';

/** The others only calculate. */
const CALL_MELI: readonly JobType[] = ['sync-mercadolivre', 'read-notices'];

/**
 * Runs a job in this process and waits for its end. Where a living run covers it, that one is waited for.
 * @param choose what is to run, found with the database of this command
 * @throws AppError `configuration` before a row is opened when the job calls Mercado Livre and nothing names one
 */
export async function runHere(
  { env, folder, clock }: CommandContext,
  choose: (db: JobDeps['db']) => Promise<Omit<JobRequest, 'trigger'>>,
): Promise<JobRun> {
  const settings = await resolveSettings(env, { folder, needsMeli: false });
  const log = createLogger({ app: 'pulso', level: settings.logLevel });
  const { deps, close } = await openJobDeps({ settings, clock, log, applicationName: 'pulso command' });
  const runner = createJobRunner(deps);
  // Told to stop, the run ends first and is still printed: only what hangs is cut off.
  const host = { on: process.once.bind(process), exit: (code: number) => code > 0 && process.exit(code) };
  onShutdown([{ name: 'run', close: () => runner.stop() }], { log, host });
  try {
    await assertDatabaseReady(deps.db, settings);
    const request = await choose(deps.db);
    if (settings.meli === null && CALL_MELI.includes(request.jobType)) {
      throw npmStartIsMissing(settings.dataDir, { database: false, meli: true });
    }
    // The run that is waited for may be another process's, and that one may die.
    runner.watch();
    const { finished } = await runner.submit({ ...request, trigger: 'cli' });
    return await finished;
  } finally {
    await runner.stop();
    await close();
  }
}

/** A run's outcome in a line. */
export function toLine({ jobLogId, status, errorCode, errorMessage }: JobRun): string {
  const reason = errorCode === null ? '' : ` (${errorCode}: ${errorMessage ?? ''})`;
  return `Execução ${jobLogId}: ${status}${reason}`;
}

/** Exit codes as of `scheduler run` (contract 5): 3 when the seller has to authorise again, 1 for any other failure. */
export function exitCodeOf({ status, errorCode }: Pick<JobRun, 'status' | 'errorCode'>): 0 | 1 | 3 {
  if (status === 'SUCCESS' || status === 'PARTIAL' || status === 'SKIPPED') return 0;
  return errorCode === 'reauthorisation_required' ? 3 : 1;
}
