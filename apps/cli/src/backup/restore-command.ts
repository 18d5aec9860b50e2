import { resolve } from 'node:path';
import { migrationStatus, restoreDatabase } from '@pulso/database';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

/** `pulso restore FILE`: fills an empty database with a backup, wholly or not at all. */
export function restoreCommand(context: CommandContext, file: string): Promise<CommandResult> {
  return withDatabase(
    context,
    async (db, settings) => {
      const path = resolve(context.folder, file);
      const restored = await restoreDatabase(db, { url: settings.databaseUrl.reveal(), file: path });
      const { pending } = await migrationStatus(db);
      const { takenAt, tables, rows } = restored;
      return {
        result: { file: path, ...restored, pending },
        lines: [
          `Restaurado como estava em ${takenAt}: ${tables} tabelas, ${rows.toLocaleString('pt-BR')} linhas.`,
          ...(pending.length > 0 ? [`O backup é de uma versão anterior. Rode: npm run pulso -- db migrate`] : []),
          'O que mudou depois disso a próxima sincronização lê. Uma conta cuja chave foi renovada depois do backup precisa ser autorizada de novo.',
        ],
      };
    },
    { schema: 'any' },
  );
}
