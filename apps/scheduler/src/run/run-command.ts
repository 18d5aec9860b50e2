import { AppError, type Clock } from '@pulso/domain';
import { assertDatabaseReady, createJobRunner, openJobDeps } from '@pulso/jobs';
import { createLogger, type Environment, onShutdown, resolveSettings } from '@pulso/runtime';
import { printLine } from '../print-line.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { listFreshTenants } from './list-fresh-tenants.ts';
import { type RunOptions, readRunRequest } from './read-run-request.ts';
import { runTenants } from './run-tenants.ts';
import { selectTenants } from './select-tenants.ts';
import { summarize } from './summarize.ts';

/**
 * `scheduler run`: one job, now, in this process; needs the database and, unless it only calculates, Mercado Livre.
 * Prints a line for each of several tenants as it ends, and the outcome as the last line.
 *
 * @returns the exit code
 * @throws AppError of exit code 2 for a command that is not right; then nothing was written
 */
export async function runCommand(
  job: string,
  options: RunOptions,
  { env, clock }: { env: Environment; clock: Clock },
): Promise<number> {
  const request = readRunRequest(job, options);
  const settings = await resolveSettings(env, { needsMeli: request.jobType === 'sync-mercadolivre' });
  const log = createLogger({ app: 'scheduler', level: settings.logLevel });
  const { deps, close } = await openJobDeps({ settings, clock, log, applicationName: 'pulso scheduler run' });
  const { db } = deps;
  try {
    await assertDatabaseReady(db, settings);
    const tenants = await selectTenants(db, request, clock.now());
    const freshIds = request.ifStale
      ? await listFreshTenants(db, {
          tenantId: request.tenantId,
          promise: settings.freshnessPromise,
          now: clock.now(),
        })
      : new Set<string>();

    const runner = createJobRunner(deps);
    // Ours may be the only process alive: a run that it waits for and whose process dies is its own to go on with.
    runner.watch();
    const stop = new AbortController();
    const stopRuns = async () => {
      stop.abort();
      await runner.stop();
    };
    // Told to stop, the runs end first and the outcome is still printed: only what hangs is cut off.
    const host = { on: process.on.bind(process), exit: (code: number) => code > 0 && process.exit(code) };
    onShutdown([{ name: 'runs', close: stopRuns }], { log, host });

    const isOne = tenants.length === 1;
    const outcomes = await runTenants({ db, clock, runner, signal: stop.signal }, request, {
      tenantIds: tenants.map((tenant) => tenant.tenantId),
      freshIds,
      onEnded: isOne ? () => undefined : printLine,
    });
    await runner.stop();
    const isComplete = outcomes.length === tenants.length;
    const [only] = outcomes;
    if (isOne && !only) throw new AppError('interrupted', 'Told to stop before the run had begun');
    printLine(isOne && only ? only : summarize(outcomes, isComplete));
    return isComplete ? exitCodeOf(outcomes) : 1;
  } finally {
    await close();
  }
}
