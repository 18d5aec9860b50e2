import { query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { Role } from '../role.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { hashToken } from '../token.ts';

/** What somebody who holds the link is asked to accept. */
export interface Invitation {
  tenantId: string;
  tenantName: string;
  invitationId: string;
  email: string;
  role: Role;
  /** Whoever has one accepts with it, instead of choosing one. */
  hasPassword: boolean;
}

interface InvitationRow {
  tenant_id: string;
  name: string;
  invitation_id: string;
  email: string;
  role: Role;
  has_password: boolean;
}

/** @throws AppError `not_found` for a link that never was, was used, taken back, replaced, or has expired */
export async function findInvitation({ db, clock }: Authentication, token: string): Promise<Invitation> {
  const [row] = await query<InvitationRow>(
    db,
    `select i.tenant_id, t.name, i.invitation_id, i.email, i.role,
       exists (
         select from users u join user_credentials c on c.user_id = u.id
         where u.email = i.email and c.password is not null
       ) as has_password
     from invitations i join tenants t using (tenant_id)
     where i.token_hash = $1 and i.expires_at > $2`,
    { bind: [hashToken(token), clock.now()] },
  );
  if (!row) throw new AppError('not_found', 'This invitation is not valid any more');
  return {
    tenantId: row.tenant_id,
    tenantName: row.name,
    invitationId: row.invitation_id,
    email: row.email,
    role: row.role,
    hasPassword: row.has_password,
  };
}
