import { readMailAddress, removeFactors } from '@pulso/members';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withAuthentication } from './with-authentication.ts';

/** `pulso user remove-factors`: the way back in for whoever lost the telephone and the backup codes. @throws AppError `not_found` */
export function removeFactorsCommand(context: CommandContext, options: { email: string }): Promise<CommandResult> {
  return withAuthentication(context, async (auth) => {
    const email = readMailAddress(options.email);
    const { userId } = await removeFactors(auth, { email });
    return {
      result: { userId, email },
      lines: [`${email} entra de novo só com a senha, sem chaves de acesso, e saiu de todos os aparelhos.`],
    };
  });
}
