import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { Transaction } from 'sequelize';
import type { Role } from '../role.ts';

/** A member of a tenant as a change finds them. */
export interface LockedMember {
  email: string;
  role: Role;
  isLastOwner: boolean;
}

/**
 * Looks at one member of a tenant while nobody else changes who its owners are, so that two owners do not remove each other.
 * @throws AppError `not_found`
 */
export async function lockMember(
  db: Database,
  tenantId: string,
  { userId, transaction }: { userId: string; transaction: Transaction },
): Promise<LockedMember> {
  await query(db, 'select from tenants where tenant_id = $1 for update', { bind: [tenantId], transaction });
  const [found] = await query<{ email: string; role: Role; owners: number }>(
    db,
    `select u.email, m.role,
       (select count(*)::int from members o where o.tenant_id = $1 and o.role = 'owner') as owners
     from members m join users u on u.id = m.user_id
     where m.tenant_id = $1 and m.user_id = $2`,
    { bind: [tenantId, userId], transaction },
  );
  if (!found) throw new AppError('not_found', 'There is no such member');
  return { email: found.email, role: found.role, isLastOwner: found.role === 'owner' && found.owners === 1 };
}

/** @throws AppError `last_owner` */
export function assertOwnerRemains({ isLastOwner }: LockedMember): void {
  if (isLastOwner) throw new AppError('last_owner', 'Make somebody else an owner first');
}
