import type { Command } from 'commander';
import type { RunCommand } from '../command-result.ts';
import { readId } from '../read-id.ts';
import { createTenantCommand } from './create-tenant-command.ts';
import { eraseTenantCommand } from './erase-tenant-command.ts';
import { listTenantsCommand } from './list-tenants-command.ts';
import { pauseTenantCommand } from './pause-tenant-command.ts';
import { zoneTenantCommand } from './zone-tenant-command.ts';

export function addTenantCommands(program: Command, run: RunCommand): void {
  const tenant = program.command('tenant').description('empresas');
  tenant
    .command('create')
    .description('cria uma empresa')
    .requiredOption('--name <nome>', 'como ela se chama')
    .option('--time-zone <fuso>', 'onde os dias dela começam (America/Sao_Paulo)')
    .action((options: { name: string; timeZone?: string }) => run((context) => createTenantCommand(context, options)));
  tenant
    .command('list')
    .description('mostra as empresas')
    .action(() => run(listTenantsCommand));
  tenant
    .command('zone')
    .description('muda o fuso de uma empresa e refaz todo o histórico dela')
    .argument('<fuso>', 'nome IANA, como America/Manaus')
    .requiredOption('--tenant <id>', 'a empresa')
    .action((timeZone: string, { tenant: id }: { tenant: string }) =>
      run((context) => zoneTenantCommand(context, { tenantId: readId('tenant', id), timeZone })),
    );
  for (const [verb, paused, description] of [
    ['pause', true, 'para as execuções agendadas de uma empresa'],
    ['resume', false, 'volta a executar o que está agendado'],
  ] as const) {
    tenant
      .command(verb)
      .description(description)
      .argument('[id]', 'a empresa, como em --tenant')
      .option('--tenant <id>', 'a empresa')
      .action((id: string | undefined, options: { tenant?: string }) =>
        run((context) => pauseTenantCommand(context, { tenantId: readId('tenant', id, options.tenant), paused })),
      );
  }
  tenant
    .command('erase')
    .description('apaga uma empresa e tudo o que é dela, e emite um recibo')
    .argument('[id]', 'a empresa, como em --tenant')
    .option('--tenant <id>', 'a empresa')
    .action((id: string | undefined, options: { tenant?: string }) =>
      run((context) => eraseTenantCommand(context, readId('tenant', id, options.tenant))),
    );
}
