import { migrate, migrationStatus } from '@pulso/database';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

/** `pulso db migrate`: applies what the database lacks; creates everything on an empty one. */
export function migrateDatabase(context: CommandContext): Promise<CommandResult> {
  return withDatabase(
    context,
    async (db) => {
      const applied = await migrate(db);
      const { pending } = await migrationStatus(db);
      const lines =
        applied.length === 0
          ? ['O esquema já estava em dia.']
          : [
              `Esquema em dia: ${applied.length} ${applied.length === 1 ? 'migração aplicada' : 'migrações aplicadas'}.`,
            ];
      return { result: { applied, pending }, lines };
    },
    { schema: 'any' },
  );
}
