import type { Command } from 'commander';
import type { RunCommand } from '../command-result.ts';
import { readId } from '../read-id.ts';
import { againJobCommand } from './again-job-command.ts';
import { cancelJobCommand } from './cancel-job-command.ts';

export function addJobCommands(program: Command, run: RunCommand): void {
  const job = program.command('job').description('execuções');
  job
    .command('again')
    .description('executa de novo, com os mesmos parâmetros, uma execução que terminou')
    .argument('[id]', 'a execução, como em --job')
    .option('--job <id>', 'a execução, jobLogId')
    .action((id: string | undefined, { job: given }: { job?: string }) =>
      run((context) => againJobCommand(context, readId('job', id, given))),
    );
  job
    .command('cancel')
    .description('pede que uma execução pare no próximo ponto seguro')
    .argument('[id]', 'a execução, como em --job')
    .option('--job <id>', 'a execução, jobLogId')
    .action((id: string | undefined, { job: given }: { job?: string }) =>
      run((context) => cancelJobCommand(context, readId('job', id, given))),
    );
}
