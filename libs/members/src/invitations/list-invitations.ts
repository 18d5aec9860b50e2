import { query } from '@pulso/database';
import type { Role } from '../role.ts';
import type { Authentication } from '../session/open-authentication.ts';

export interface WaitingInvitation {
  invitationId: string;
  email: string;
  role: Role;
  expiresAt: Date;
}

/** The invitations of a tenant that can still be accepted. */
export async function listInvitations({ db, clock }: Authentication, tenantId: string): Promise<WaitingInvitation[]> {
  const rows = await query<{ invitation_id: string; email: string; role: Role; expires_at: Date }>(
    db,
    `select invitation_id, email, role, expires_at from invitations
     where tenant_id = $1 and expires_at > $2 order by email`,
    { bind: [tenantId, clock.now()] },
  );
  return rows.map((row) => ({
    invitationId: row.invitation_id,
    email: row.email,
    role: row.role,
    expiresAt: row.expires_at,
  }));
}
