import { migrationStatus } from '@pulso/database';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

/** `pulso db status`: which migrations the database has; changes nothing. */
export function showMigrations(context: CommandContext): Promise<CommandResult> {
  return withDatabase(
    context,
    async (db) => {
      const { applied, pending, unknown } = await migrationStatus(db);
      const isCurrent = pending.length === 0;
      const lines = [
        isCurrent
          ? `Esquema em dia (${applied.length} migrações).`
          : `Faltam ${pending.length} migrações: ${pending.join(', ')}. Rode: npm run pulso -- db migrate`,
        ...(unknown.length > 0 ? [`De uma versão mais nova do Pulso: ${unknown.join(', ')}.`] : []),
      ];
      return { result: { isCurrent, applied, pending, unknown }, lines };
    },
    { schema: 'any' },
  );
}
