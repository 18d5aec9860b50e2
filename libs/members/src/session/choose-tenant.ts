import { query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { Authentication } from './open-authentication.ts';

/**
 * Has a session show another of the companies that its person is a member of.
 * @throws AppError `not_found` for any other, whether it exists or not
 */
export async function chooseTenant(
  auth: Authentication,
  { sessionId, tenantId }: { sessionId: string; tenantId: string },
): Promise<void> {
  const chosen = await query(
    auth.db,
    `update user_sessions s set active_tenant_id = m.tenant_id
     from members m
     where s.id = $1 and m.user_id = s.user_id and m.tenant_id = $2
     returning s.id`,
    { bind: [sessionId, tenantId] },
  );
  if (chosen.length === 0) throw new AppError('not_found', 'There is no such company');
}
