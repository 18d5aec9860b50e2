import type { Command } from 'commander';
import type { RunCommand } from '../command-result.ts';
import { readId } from '../read-id.ts';

interface CreateOptions {
  tenant: string;
  email: string;
  role: string;
  password?: string;
}

/** What they do is loaded when one is asked for: the library that signs people in is large. */
export function addUserCommands(program: Command, run: RunCommand): void {
  const user = program.command('user').description('pessoas que entram no painel');
  user
    .command('create')
    .description('faz de alguém membro de uma empresa e mostra o link com que escolhe a senha')
    .requiredOption('--tenant <id>', 'a empresa')
    .requiredOption('--email <endereço>', 'o e-mail da pessoa')
    .option('--role <papel>', 'owner (tudo), member (atualiza e conecta) ou viewer (só lê)', 'owner')
    .option('--password <->', 'lê a senha da entrada padrão, em vez de mostrar um link')
    .action(({ tenant, ...options }: CreateOptions) =>
      run(async (context) => {
        const { createUserCommand } = await import('./create-user-command.ts');
        return createUserCommand(context, { ...options, tenantId: readId('tenant', tenant) });
      }),
    );
  user
    .command('reset')
    .description('mostra um link com que alguém escolhe uma nova senha; vale duas horas, uma vez')
    .requiredOption('--email <endereço>', 'o e-mail da pessoa')
    .action(({ email }: { email: string }) =>
      run(async (context) => {
        const { resetUserCommand } = await import('./reset-user-command.ts');
        return resetUserCommand(context, { email });
      }),
    );
  user
    .command('remove-factors')
    .description('desliga a verificação em duas etapas de quem perdeu o celular, e encerra suas sessões')
    .requiredOption('--email <endereço>', 'o e-mail da pessoa')
    .action(({ email }: { email: string }) =>
      run(async (context) => {
        const { removeFactorsCommand } = await import('./remove-factors-command.ts');
        return removeFactorsCommand(context, { email });
      }),
    );
}
