import type { Clock } from '@pulso/domain';
import type { Environment } from '@pulso/runtime';
import { Command, CommanderError } from 'commander';
import { nextCommand } from './next/next-command.ts';
import type { RunOptions } from './run/read-run-request.ts';
import { runCommand } from './run/run-command.ts';
import type { Pace } from './start/pace.ts';
import { startCommand } from './start/start-command.ts';

/** A command that is not right (contract 5). */
const USAGE = 2;

/**
 * The command line of the scheduler. Help goes to stderr, because stdout carries JSON lines only.
 *
 * @param argv what follows the name of the program
 * @param context.pace how time passes for `start`; as it does when left out
 * @returns the exit code (contract 5)
 * @throws AppError whose code names the exit code
 */
export async function runScheduler(
  argv: readonly string[],
  context: { env: Environment; clock: Clock; pace?: Pace },
): Promise<number> {
  let exitCode = 0;
  const toStderr = (text: string) => void process.stderr.write(text);
  const program = new Command('scheduler')
    .description('Keeps every tenant fresh: runs jobs by the schedule, or one job now.')
    .configureOutput({ writeOut: toStderr, writeErr: toStderr })
    .showHelpAfterError()
    .exitOverride();

  program
    .command('run')
    .description('runs one job now; the last line is the outcome')
    .argument('<job>', 'sync-mercadolivre or rebuild-daily-metrics; with --schedule also housekeeping')
    .option('--tenant <id>', 'one tenant; left out: every active one')
    .option('--from <day>', 'first day of a rebuild, YYYY-MM-DD')
    .option('--to <day>', 'last day of a rebuild, YYYY-MM-DD')
    .option('--days-back <n>', 'days without a gap after a sync, today included')
    .option('--slot <instant>', 'the nominal instant: the same slot never runs twice')
    .option('--schedule <name>', 'what this schedule of the job asks for; for a clock outside, such as cron')
    .option('--if-stale', 'leaves out tenants whose data are fresh')
    .option('--concurrency <n>', 'tenants at a time (4)')
    .action(async (job: string, options: RunOptions) => {
      exitCode = await runCommand(job, options, context);
    });
  program
    .command('start')
    .description('runs until it is told to stop; several copies share the work')
    .action(() => startCommand(context));
  program
    .command('next')
    .description('the next slots with their zone')
    .option('--count <n>', 'how many (10)')
    .action(async (options: { count?: string }) => {
      exitCode = await nextCommand(options, context);
    });

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : USAGE;
  }
  return exitCode;
}
