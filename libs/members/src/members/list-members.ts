import { query } from '@pulso/database';
import type { Role } from '../role.ts';
import type { Authentication } from '../session/open-authentication.ts';

export interface Member {
  userId: string;
  email: string;
  role: Role;
  /** False until the link was used by which a password is set. */
  hasPassword: boolean;
  /** They are asked for a code besides the password. */
  hasSecondFactor: boolean;
  /** They may sign in by a passkey in the place of the password. */
  hasPasskey: boolean;
  memberSince: Date;
}

interface MemberRow {
  user_id: string;
  email: string;
  role: Role;
  has_password: boolean;
  two_factor_enabled: boolean;
  has_passkey: boolean;
  created_at: Date;
}

/** The members of a tenant, owners first. */
export async function listMembers({ db }: Authentication, tenantId: string): Promise<Member[]> {
  const rows = await query<MemberRow>(
    db,
    `select m.user_id, u.email, m.role, m.created_at, u.two_factor_enabled,
       exists (select from user_passkeys p where p.user_id = m.user_id) as has_passkey,
       exists (select from user_credentials c where c.user_id = m.user_id and c.password is not null) as has_password
     from members m join users u on u.id = m.user_id
     where m.tenant_id = $1
     order by array_position(array['owner', 'member', 'viewer'], m.role), u.email`,
    { bind: [tenantId] },
  );
  return rows.map((row) => ({
    userId: row.user_id,
    email: row.email,
    role: row.role,
    hasPassword: row.has_password,
    hasSecondFactor: row.two_factor_enabled,
    hasPasskey: row.has_passkey,
    memberSince: row.created_at,
  }));
}
