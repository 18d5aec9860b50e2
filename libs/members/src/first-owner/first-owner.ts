import { type Database, query, withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { noteAudit } from '../audit/note-audit.ts';
import { assertPassword } from '../password-rules.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { type SignedIn, signIn } from '../session/sign-in.ts';
import { hashPassword } from '../users/hash-password.ts';
import { insertUser } from '../users/insert-user.ts';

/** Whether nobody is known yet, so that the first owner may still come. */
export async function hasNoUser(db: Database): Promise<boolean> {
  const [row] = await query<{ none: boolean }>(db, 'select not exists (select from users) as none');
  return row?.none ?? false;
}

/**
 * Makes the first person the owner of a company, and signs them in. Of several at one instant one is the first.
 * Who may come here at all is the caller's to decide.
 * @throws AppError `not_found` once somebody is known, `invalid_input` for a password that nobody should choose
 */
export async function createFirstOwner(
  auth: Authentication,
  tenantId: string,
  { email, password }: { email: string; password: string },
): Promise<SignedIn> {
  const { db, clock } = auth;
  assertPassword(password);
  const passwordHash = await hashPassword(auth, password);
  await withTransaction(db, async (transaction) => {
    // Held until the commit: whoever comes at the same instant sees this person.
    await query(db, 'lock table users in share row exclusive mode', { transaction });
    const [known] = await query(db, 'select from users limit 1', { transaction });
    if (known) throw new AppError('not_found', 'There is an owner already');
    const userId = await insertUser(auth, { email, passwordHash, transaction });
    await query(db, `insert into members (tenant_id, user_id, role, created_at) values ($1, $2, 'owner', $3)`, {
      bind: [tenantId, userId, clock.now()],
      transaction,
    });
    const actor = { userId, email };
    await noteAudit(db, tenantId, { action: 'first_owner_created', actor, now: clock.now(), transaction });
  });
  return signIn(auth, { email, password });
}
