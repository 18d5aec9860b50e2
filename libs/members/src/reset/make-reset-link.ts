import { query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { type Actor, noteAudit } from '../audit/note-audit.ts';
import { listMemberships } from '../members/list-memberships.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { RESET_SECONDS } from '../session/open-sign-in-library.ts';
import { drawToken } from '../token.ts';
import { findUser } from '../users/find-user.ts';

/** A link by which a password is set; of its token only the hash is kept. */
export interface ResetLink {
  userId: string;
  token: string;
  expiresAt: Date;
}

/**
 * Makes a link by which somebody sets a password; it works once.
 * @param options.valid_ms two hours when left out
 * @throws AppError `not_found` for an address that is nobody's
 */
export async function makeResetLink(
  auth: Authentication,
  { email, actor = null, valid_ms = RESET_SECONDS * 1000 }: { email: string; actor?: Actor; valid_ms?: number },
): Promise<ResetLink> {
  const user = await findUser(auth.db, email);
  if (!user) throw new AppError('not_found', `Nobody is known by ${email}`);
  const { userId } = user;
  const token = drawToken();
  // The library compares with its own clock.
  const expiresAt = new Date(Date.now() + valid_ms);
  const { internalAdapter } = await auth.library.$context;
  await internalAdapter.createVerificationValue({ value: userId, identifier: `reset-password:${token}`, expiresAt });
  for (const { tenantId } of await listMemberships(auth.db, userId)) {
    await noteAudit(auth.db, tenantId, { action: 'reset_link_made', actor, subject: email, now: auth.clock.now() });
  }
  return { userId, token, expiresAt };
}

/**
 * The same for a member, as an owner may: only for whom no other company knows, since the link opens everything that is theirs.
 * @throws AppError `not_found` for whoever is no member, `forbidden` for a member of another company too
 */
export async function makeMemberResetLink(
  auth: Authentication,
  tenantId: string,
  { userId, actor }: { userId: string; actor: Actor },
): Promise<ResetLink> {
  const [member] = await query<{ email: string; companies: number }>(
    auth.db,
    `select u.email, (select count(*)::int from members o where o.user_id = m.user_id) as companies
     from members m join users u on u.id = m.user_id where m.tenant_id = $1 and m.user_id = $2`,
    { bind: [tenantId, userId] },
  );
  if (!member) throw new AppError('not_found', 'There is no such member');
  if (member.companies > 1) {
    throw new AppError('forbidden', 'Only this person, or whoever runs Pulso, can reset this password');
  }
  return makeResetLink(auth, { email: member.email, actor });
}
