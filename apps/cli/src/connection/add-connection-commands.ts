import { type Command, Option } from 'commander';
import type { RunCommand } from '../command-result.ts';
import { readId, readIdIfGiven } from '../read-id.ts';
import { addConnectionCommand } from './add-connection-command.ts';
import { disconnectCommand } from './disconnect-command.ts';
import { listConnectionsCommand } from './list-connections-command.ts';

export function addConnectionCommands(program: Command, run: RunCommand): void {
  const connection = program.command('connection').description('contas do Mercado Livre');
  connection
    .command('add')
    .description('conecta a conta de um vendedor')
    .requiredOption('--tenant <id>', 'a empresa')
    .requiredOption('--refresh-token <token>', 'o refresh token do vendedor; - lê da entrada padrão')
    .addOption(
      new Option('--history-days <n>', 'quantos dias de histórico trazer, dos mais novos aos mais antigos').choices([
        '30',
        '90',
        '365',
      ]),
    )
    .action(({ tenant, refreshToken, historyDays }: { tenant: string; refreshToken: string; historyDays?: string }) =>
      run((context) =>
        addConnectionCommand(context, {
          tenantId: readId('tenant', tenant),
          refreshToken,
          history_days: historyDays === undefined ? undefined : Number(historyDays),
        }),
      ),
    );
  connection
    .command('list')
    .description('mostra as contas')
    .option('--tenant <id>', 'só as de uma empresa')
    .action(({ tenant }: { tenant?: string }) =>
      run((context) => listConnectionsCommand(context, { tenantId: readIdIfGiven('tenant', tenant) })),
    );
  connection
    .command('disconnect')
    .description('esquece as chaves de uma conta; o histórico fica')
    .argument('[id]', 'a conexão, como em --connection')
    .option('--connection <id>', 'a conexão')
    .option('--tenant <id>', 'a empresa dela, para conferir')
    .action((id: string | undefined, { connection: given, tenant }: { connection?: string; tenant?: string }) =>
      run((context) =>
        disconnectCommand(context, {
          connectionId: readId('connection', id, given),
          tenantId: readIdIfGiven('tenant', tenant),
        }),
      ),
    );
}
