import { query, withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { noteAudit } from '../audit/note-audit.ts';
import { assertPassword } from '../password-rules.ts';
import { forgetResetLinks } from '../reset/forget-reset-links.ts';
import type { Role } from '../role.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { findUser, type User } from './find-user.ts';
import { hashPassword } from './hash-password.ts';
import { insertUser } from './insert-user.ts';

/**
 * Makes somebody a member of a company, for whoever runs Pulso; a person who is known keeps their password.
 * @param options.password null = it is set by a link
 * @throws AppError `unknown_tenant`, `already_member`, `invalid_input` for a password that is none or that of somebody known
 */
export async function createUser(
  auth: Authentication,
  tenantId: string,
  { email, role, password }: { email: string; role: Role; password: string | null },
): Promise<User> {
  const { db, clock } = auth;
  if (password !== null) assertPassword(password);
  const passwordHash = password === null ? null : await hashPassword(auth, password);
  return withTransaction(db, async (transaction) => {
    const [tenant] = await query(db, 'select from tenants where tenant_id = $1 for update', {
      bind: [tenantId],
      transaction,
    });
    if (!tenant) throw new AppError('unknown_tenant', `There is no tenant ${tenantId}`);
    const known = await findUser(db, email, transaction);
    if (known && passwordHash !== null) {
      throw new AppError('invalid_input', `${email} has a password already; leave it out, or reset it`);
    }
    const userId = known?.userId ?? (await insertUser(auth, { email, passwordHash, transaction }));
    await forgetResetLinks(db, userId, { transaction });
    const [added] = await query(
      db,
      `insert into members (tenant_id, user_id, role, created_at) values ($1, $2, $3, $4)
       on conflict do nothing returning user_id`,
      { bind: [tenantId, userId, role, clock.now()], transaction },
    );
    if (!added) throw new AppError('already_member', `${email} is a member of this company already`);
    const entry = { action: 'user_created', actor: null, subject: email, details: { role }, now: clock.now() } as const;
    await noteAudit(db, tenantId, { ...entry, transaction });
    return { userId, email, hasPassword: known?.hasPassword ?? passwordHash !== null };
  });
}
