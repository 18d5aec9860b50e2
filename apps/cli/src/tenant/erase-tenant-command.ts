import { getTenant } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { eraseTenant } from '@pulso/jobs';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `pulso tenant erase`: takes a company and everything of it out of the database, and prints the receipt. At a terminal it first asks for
 * the company's name; a script that names the id is taken at its word, as `dropdb` does.
 * @throws AppError `unknown_tenant`, `invalid_input` when another name was typed
 */
export function eraseTenantCommand(context: CommandContext, tenantId: string): Promise<CommandResult> {
  return withDatabase(context, async (db) => {
    const { name } = await getTenant(db, tenantId);
    const typed = await context.ask?.(`Tudo de "${name}" será apagado, sem volta. Digite o nome da empresa: `);
    if (typed !== undefined && typed.trim() !== name)
      throw new AppError('invalid_input', 'That is not the name of the company; nothing was erased');
    const receipt = await eraseTenant({ db, clock: context.clock }, tenantId, { askedBy: 'operator' });
    const rows = Object.values(receipt.rows).reduce((sum, count) => sum + count, 0);
    return {
      result: { ...receipt, askedAt: receipt.askedAt.toISOString(), erasedAt: receipt.erasedAt.toISOString() },
      lines: [
        `Apagado: ${name} (${tenantId}), ${rows} linhas em ${Object.keys(receipt.rows).length} tabelas.`,
        `Recibo ${receipt.receiptId}, guardado em erasure_receipts. Cópias de segurança vivem até o prazo delas.`,
        'O acesso dado no Mercado Livre termina lá: o vendedor remove o aplicativo nas permissões da conta.',
      ],
    };
  });
}
