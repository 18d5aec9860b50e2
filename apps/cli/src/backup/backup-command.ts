import { resolve } from 'node:path';
import { backUpDatabase } from '@pulso/database';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

const MEGABYTE = 1_000_000;

/** `pulso backup FILE`: everything that the database holds, as of one instant, while the other programs work on. */
export function backupCommand(context: CommandContext, file: string): Promise<CommandResult> {
  return withDatabase(
    context,
    async (_db, settings) => {
      const path = resolve(context.folder, file);
      const backup = await backUpDatabase({ url: settings.databaseUrl.reveal(), file: path });
      const { takenAt, tables, rows, bytes } = backup;
      const megabytes = (bytes / MEGABYTE).toLocaleString('pt-BR', { maximumFractionDigits: 1 });
      return {
        result: { file: path, ...backup },
        lines: [
          `Backup de ${takenAt} em ${path}: ${tables} tabelas, ${rows.toLocaleString('pt-BR')} linhas, ${megabytes} MB.`,
          'As chaves dos vendedores estão cifradas nele: guarde TOKEN_ENCRYPTION_KEY também, em outro lugar.',
        ],
      };
    },
    // The best moment for a backup is before the migrations of a new version.
    { schema: 'any' },
  );
}
