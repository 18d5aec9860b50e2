import { addConnection } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { assertDatabaseReady, openJobDeps, toRunError } from '@pulso/jobs';
import { noteAudit } from '@pulso/members/records';
import { createLogger, resolveSettings } from '@pulso/runtime';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { keepNickname } from './keep-nickname.ts';

/**
 * `pulso connection add`: connects a seller by a refresh token, which Mercado Livre accepts once.
 *
 * @param given.refreshToken `-` reads it from stdin, where no list of processes shows it
 * @throws AppError `seller_connected_elsewhere` before anything is stored, `reauthorisation_required` when Mercado
 *   Livre does not take the token, `unknown_tenant`, `invalid_input`
 */
export async function addConnectionCommand(
  context: CommandContext,
  given: { tenantId: string; refreshToken: string; history_days?: number | undefined },
): Promise<CommandResult> {
  const { tenantId } = given;
  const refreshToken = (given.refreshToken === '-' ? await context.readStdin() : given.refreshToken).trim();
  if (refreshToken === '') throw new AppError('invalid_input', 'The refresh token is empty');
  const { env, folder, clock } = context;
  const settings = await resolveSettings(env, { folder });
  const log = createLogger({ app: 'pulso', level: settings.logLevel });
  const { deps, close } = await openJobDeps({ settings, clock, log, applicationName: 'pulso command' });
  try {
    await assertDatabaseReady(deps.db, settings);
    const wish = { refreshToken, ...(given.history_days && { history_days: given.history_days }) };
    const connection = await addConnection(deps.db, tenantId, { ...wish, deps: deps.connections }).catch(refuse);
    const { connectionId, sellerId } = connection;
    const entry = { action: 'seller_connected', actor: null, subject: sellerId, now: clock.now() } as const;
    await noteAudit(deps.db, tenantId, entry);
    const nickname = await keepNickname(deps, connection);
    return {
      result: { connectionId, sellerId },
      lines: [
        `Conta conectada: ${nickname ?? sellerId} (vendedor ${sellerId}), conexão ${connectionId}`,
        `Traga os dados: npm run scheduler -- run sync-mercadolivre --tenant ${tenantId}`,
      ],
    };
  } finally {
    await close();
  }
}

function refuse(thrown: unknown): never {
  const error = toRunError(thrown);
  if (error.code !== 'reauthorisation_required') throw error;
  const message =
    'Mercado Livre does not take this refresh token: each works once, and a newer authorisation ends it. ' +
    'Let the seller authorise the application again and use the new token.';
  throw new AppError(error.code, message, { cause: error });
}
