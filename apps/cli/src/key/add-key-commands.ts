import type { Command } from 'commander';
import type { RunCommand } from '../command-result.ts';
import { rotateKeysCommand } from './rotate-keys-command.ts';

export function addKeyCommands(program: Command, run: RunCommand): void {
  const key = program.command('key').description('chaves que protegem o que é guardado');
  key
    .command('rotate')
    .description('recifra tudo com a primeira chave de TOKEN_ENCRYPTION_KEY')
    .action(() => run(rotateKeysCommand));
}
