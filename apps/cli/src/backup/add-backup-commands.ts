import type { Command } from 'commander';
import type { RunCommand } from '../command-result.ts';
import { backupCommand } from './backup-command.ts';
import { restoreCommand } from './restore-command.ts';

export function addBackupCommands(program: Command, run: RunCommand): void {
  program
    .command('backup')
    .description('grava num arquivo novo tudo o que está no banco, enquanto os programas trabalham')
    .argument('<arquivo>', 'que ainda não existe; texto comprimido com gzip')
    .action((file: string) => run((context) => backupCommand(context, file)));
  program
    .command('restore')
    .description('enche um banco vazio com um backup')
    .argument('<arquivo>', 'que pulso backup gravou')
    .action((file: string) => run((context) => restoreCommand(context, file)));
}
