import type { Command } from 'commander';
import type { RunCommand } from '../command-result.ts';
import { migrateDatabase } from './migrate-database.ts';
import { showMigrations } from './show-migrations.ts';

export function addDbCommands(program: Command, run: RunCommand): void {
  const db = program.command('db').description('esquema do banco de dados');
  db.command('migrate')
    .description('aplica as migrações que faltam; cria tudo num banco vazio')
    .action(() => run(migrateDatabase));
  db.command('status')
    .description('mostra as migrações do banco')
    .action(() => run(showMigrations));
}
