import { query, withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { type Actor, noteAudit } from '../audit/note-audit.ts';
import type { Authentication } from '../session/open-authentication.ts';

/** Takes an invitation back. @throws AppError `not_found` */
export function revokeInvitation(
  { db, clock }: Authentication,
  tenantId: string,
  { invitationId, actor }: { invitationId: string; actor: Actor },
): Promise<void> {
  return withTransaction(db, async (transaction) => {
    const [gone] = await query<{ email: string }>(
      db,
      'delete from invitations where tenant_id = $1 and invitation_id = $2 returning email',
      { bind: [tenantId, invitationId], transaction },
    );
    if (!gone) throw new AppError('not_found', 'There is no such invitation');
    const entry = { action: 'invitation_revoked', actor, subject: gone.email, now: clock.now() } as const;
    await noteAudit(db, tenantId, { ...entry, transaction });
  });
}
