import type { Command } from 'commander';
import type { RunCommand } from '../command-result.ts';
import { readId, readIdIfGiven } from '../read-id.ts';
import { listSchedulesCommand } from './list-schedules-command.ts';
import { pauseScheduleCommand } from './pause-schedule-command.ts';

export function addScheduleCommands(program: Command, run: RunCommand): void {
  const schedule = program.command('schedule').description('agenda das execuções');
  schedule
    .command('list')
    .description('mostra o que está agendado, e para quando')
    .option('--tenant <id>', 'só uma empresa')
    .action(({ tenant }: { tenant?: string }) =>
      run((context) => listSchedulesCommand(context, { tenantId: readIdIfGiven('tenant', tenant) })),
    );
  for (const [verb, paused, description] of [
    ['pause', true, 'para a agenda de uma empresa; o que for pedido à mão continua a ser executado'],
    ['resume', false, 'retoma a agenda; o horário mais recente da pausa vale por todos'],
  ] as const) {
    schedule
      .command(verb)
      .description(description)
      .argument('[id]', 'a empresa, como em --tenant')
      .option('--tenant <id>', 'a empresa')
      .option('--job <tarefa>', 'só uma tarefa, como sync-mercadolivre')
      .action((id: string | undefined, { tenant, job }: { tenant?: string; job?: string }) =>
        run((context) => pauseScheduleCommand(context, { tenantId: readId('tenant', id, tenant), job, paused })),
      );
  }
}
