import { type Database, query } from '@pulso/database';
import type { Role } from '../role.ts';

/** What somebody may do in a company. */
export interface Membership {
  tenantId: string;
  tenantName: string;
  role: Role;
}

interface MembershipRow {
  tenant_id: string;
  name: string;
  role: Role;
}

/** The companies that somebody is a member of, the one they came to first before the others. */
export async function listMemberships(db: Database, userId: string): Promise<Membership[]> {
  const rows = await query<MembershipRow>(
    db,
    `select m.tenant_id, t.name, m.role from members m join tenants t using (tenant_id)
     where m.user_id = $1 order by m.created_at, m.tenant_id`,
    { bind: [userId] },
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, tenantName: row.name, role: row.role }));
}
