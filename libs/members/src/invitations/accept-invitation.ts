import { query, withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { Transaction } from 'sequelize';
import { noteAudit } from '../audit/note-audit.ts';
import { assertPassword } from '../password-rules.ts';
import { forgetResetLinks } from '../reset/forget-reset-links.ts';
import { chooseTenant } from '../session/choose-tenant.ts';
import { findSession } from '../session/find-session.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { type SignedIn, signIn } from '../session/sign-in.ts';
import { hashPassword } from '../users/hash-password.ts';
import { insertUser } from '../users/insert-user.ts';
import { findInvitation, type Invitation } from './find-invitation.ts';

/**
 * Makes whoever holds the link a member, and signs them in. Somebody who has a password shows it; who has none chooses one.
 * @throws AppError `not_found` as `findInvitation`, `unauthenticated` for a wrong password, `invalid_input` for one that nobody should choose
 */
export async function acceptInvitation(
  auth: Authentication,
  { token, password }: { token: string; password: string },
): Promise<SignedIn & { tenantId: string }> {
  const invitation = await findInvitation(auth, token);
  const { email, tenantId } = invitation;
  // Their password is asked for before the invitation is spent.
  const known = invitation.hasPassword ? await signIn(auth, { email, password }) : null;
  if (!known) assertPassword(password);
  const passwordHash = known ? null : await hashPassword(auth, password);
  await withTransaction(auth.db, (transaction) => join(auth, { invitation, passwordHash, transaction }));
  const signedIn = known ?? (await signIn(auth, { email, password }));
  const { session } = await findSession(auth, toCookieHeader(signedIn.cookies));
  if (session) await chooseTenant(auth, { sessionId: session.sessionId, tenantId });
  return { ...signedIn, tenantId };
}

async function join(
  auth: Authentication,
  {
    invitation: { tenantId, invitationId, email, role },
    passwordHash,
    transaction,
  }: { invitation: Invitation; passwordHash: string | null; transaction: Transaction },
): Promise<void> {
  const { db, clock } = auth;
  const [spent] = await query(
    db,
    'delete from invitations where tenant_id = $1 and invitation_id = $2 returning email',
    { bind: [tenantId, invitationId], transaction },
  );
  if (!spent) throw new AppError('not_found', 'This invitation is not valid any more');
  const [user] = await query<{ id: string }>(db, 'select id from users where email = $1', {
    bind: [email],
    transaction,
  });
  const userId = user?.id ?? (await insertUser(auth, { email, passwordHash, transaction }));
  await forgetResetLinks(db, userId, { transaction });
  if (user && passwordHash !== null) {
    await query(db, 'update user_credentials set password = $2 where user_id = $1 and password is null', {
      bind: [userId, passwordHash],
      transaction,
    });
  }
  await query(
    db,
    'insert into members (tenant_id, user_id, role, created_at) values ($1, $2, $3, $4) on conflict do nothing',
    { bind: [tenantId, userId, role, clock.now()], transaction },
  );
  const actor = { userId, email };
  await noteAudit(db, tenantId, { action: 'joined', actor, details: { role }, now: clock.now(), transaction });
}

/** What the browser will send of what it was given. */
function toCookieHeader(lines: readonly string[]): string {
  return lines.map((line) => line.split(';')[0]).join('; ');
}
