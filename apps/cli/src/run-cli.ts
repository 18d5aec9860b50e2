import { Command, CommanderError } from 'commander';
import { addBackupCommands } from './backup/add-backup-commands.ts';
import type { CommandContext } from './command-context.ts';
import { type RunCommand, toOutput } from './command-result.ts';
import { addConnectionCommands } from './connection/add-connection-commands.ts';
import { addDbCommands } from './db/add-db-commands.ts';
import { doctorCommand } from './doctor/doctor-command.ts';
import { showFreshness } from './freshness/show-freshness.ts';
import { addJobCommands } from './job/add-job-commands.ts';
import { addKeyCommands } from './key/add-key-commands.ts';
import { readIdIfGiven } from './read-id.ts';
import { addScheduleCommands } from './schedule/add-schedule-commands.ts';
import { addTenantCommands } from './tenant/add-tenant-commands.ts';
import { addUserCommands } from './user/add-user-commands.ts';

/** A command that is not right (contract 5). */
const USAGE = 2;

/**
 * The command line `pulso`.
 *
 * @param argv what follows the name of the program
 * @param output.write takes what belongs on stdout
 * @returns the exit code (contract 5), or null for a command that goes on in the background and ends by itself
 * @throws AppError whose code names the exit code
 */
export async function runCli(
  argv: readonly string[],
  context: CommandContext,
  { write }: { write: (text: string) => void },
): Promise<number | null> {
  let exitCode: number | null = 0;
  const program = new Command('pulso')
    .description('Mantém os números de vendedores do Mercado Livre em dia.')
    .option('--json', 'imprime um único objeto JSON')
    .configureOutput({ writeOut: write })
    .exitOverride();
  const run: RunCommand = async (work) => {
    const result = await work(context);
    write(toOutput(result, program.opts<{ json?: boolean }>().json ?? false));
    exitCode = result.exitCode ?? 0;
  };

  addDbCommands(program, run);
  addTenantCommands(program, run);
  addUserCommands(program, run);
  addConnectionCommands(program, run);
  addKeyCommands(program, run);
  addBackupCommands(program, run);
  addJobCommands(program, run);
  addScheduleCommands(program, run);
  program
    .command('freshness')
    .description('mostra a idade dos dados por fonte')
    .option('--tenant <id>', 'só uma empresa')
    .action(({ tenant }: { tenant?: string }) =>
      run((given) => showFreshness(given, { tenantId: readIdIfGiven('tenant', tenant) })),
    );
  program
    .command('doctor')
    .description('diz o que está errado e o que fazer: configuração, banco, relógios, contas, atrasos, execuções')
    .action(() => run(doctorCommand));
  program
    .command('start')
    .description('inicia tudo, como npm start')
    .action(async () => {
      const { start } = await import('./start/start.ts');
      exitCode = null;
      await start(context);
    });

  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : USAGE;
  }
  return exitCode;
}
