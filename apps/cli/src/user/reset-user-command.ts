import { linkPathTo, makeResetLink, readMailAddress } from '@pulso/members';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { pageAddress, withAuthentication } from './with-authentication.ts';

/** `pulso user reset`: makes a link by which somebody chooses a new password. @throws AppError `not_found` */
export function resetUserCommand(context: CommandContext, options: { email: string }): Promise<CommandResult> {
  return withAuthentication(context, async (auth, settings) => {
    const email = readMailAddress(options.email);
    const { userId, token, expiresAt } = await makeResetLink(auth, { email });
    const link = `${await pageAddress(settings)}${linkPathTo('reset', token)}`;
    return {
      result: { userId, email, link, expiresAt: expiresAt.toISOString() },
      lines: [`Nova senha para ${email}, uma vez, em até 2 horas: ${link}`],
    };
  });
}
