import { randomUUID } from 'node:crypto';
import { query, withTransaction } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { type Actor, noteAudit } from '../audit/note-audit.ts';
import type { Role } from '../role.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { drawToken, hashToken } from '../token.ts';

const INVITATION_MS = 7 * 86_400_000;

/** An invitation as it is handed over; of its token only the hash is kept. */
export interface OpenInvitation {
  invitationId: string;
  token: string;
  expiresAt: Date;
}

/**
 * Invites an address of mail to a company. The link works once, for a week; inviting again makes the former link worthless.
 * @param options.email as `readMailAddress` gives it
 * @throws AppError `already_member`
 */
export async function invite(
  { db, clock }: Authentication,
  tenantId: string,
  { email, role, actor }: { email: string; role: Role; actor: Actor },
): Promise<OpenInvitation> {
  const now = clock.now();
  const token = drawToken();
  const expiresAt = new Date(now.getTime() + INVITATION_MS);
  const invitationId = randomUUID();
  await withTransaction(db, async (transaction) => {
    const [member] = await query(
      db,
      'select from members m join users u on u.id = m.user_id where m.tenant_id = $1 and u.email = $2',
      { bind: [tenantId, email], transaction },
    );
    if (member) throw new AppError('already_member', 'This person is a member already');
    await query(
      db,
      `insert into invitations (tenant_id, invitation_id, email, role, token_hash, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (tenant_id, email) do update set
         invitation_id = excluded.invitation_id, role = excluded.role, token_hash = excluded.token_hash,
         created_at = excluded.created_at, expires_at = excluded.expires_at`,
      { bind: [tenantId, invitationId, email, role, hashToken(token), now, expiresAt], transaction },
    );
    await noteAudit(db, tenantId, { action: 'invited', actor, subject: email, details: { role }, now, transaction });
  });
  return { invitationId, token, expiresAt };
}
