import { AppError } from '@pulso/domain';
import { createUser, linkPathTo, makeResetLink, type Role, readMailAddress, roles } from '@pulso/members';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { pageAddress, withAuthentication } from './with-authentication.ts';

const LINK_MS = 7 * 86_400_000;

/**
 * `pulso user create`: makes somebody a member of a company. Who has no password yet gets a link by which to choose it.
 * @throws AppError `unknown_tenant`, `already_member`, `invalid_input`
 */
export function createUserCommand(
  context: CommandContext,
  { tenantId, password: given, ...options }: { tenantId: string; email: string; role: string; password?: string },
): Promise<CommandResult> {
  return withAuthentication(context, async (auth, settings) => {
    const email = readMailAddress(options.email);
    const role = readRole(options.role);
    const password = given === undefined ? null : await readPassword(context, given);
    const user = await createUser(auth, tenantId, { email, role, password });
    const result = { userId: user.userId, tenantId, email, role };
    const told = `${email} agora faz parte da empresa, com o papel ${role}.`;
    if (user.hasPassword) return { result: { ...result, link: null }, lines: [told] };
    const { token } = await makeResetLink(auth, { email, valid_ms: LINK_MS });
    const link = `${await pageAddress(settings)}${linkPathTo('reset', token)}`;
    return { result: { ...result, link }, lines: [told, `A senha se escolhe aqui, uma vez, em até 7 dias: ${link}`] };
  });
}

function readRole(text: string): Role {
  const role = roles.find((one) => one === text);
  if (role) return role;
  throw new AppError('invalid_input', `"${text}" is no role; use owner, member or viewer`);
}

/** Never as an argument: every process of the machine could read it there. */
async function readPassword(context: CommandContext, given: string): Promise<string> {
  if (given !== '-') throw new AppError('invalid_input', 'Give the password on stdin: --password -');
  return (await context.readStdin()).replace(/\r?\n$/, '');
}
