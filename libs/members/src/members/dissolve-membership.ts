import { type Database, query } from '@pulso/database';
import type { Transaction } from 'sequelize';

/**
 * Takes every member out of a company that ceases to be; whoever is then a member of none ceases to be known, with password and sessions.
 * @returns how many memberships ended, and how many of the people are not known any more
 */
export async function dissolveMembership(
  db: Database,
  tenantId: string,
  { transaction }: { transaction: Transaction },
): Promise<{ members: number; people: number }> {
  const members = await query<{ user_id: string }>(db, 'delete from members where tenant_id = $1 returning user_id', {
    bind: [tenantId],
    transaction,
  });
  const people = await query(
    db,
    `delete from users where id = any($1::uuid[]) and not exists (select from members where user_id = users.id)
     returning id`,
    { bind: [members.map((member) => member.user_id)], transaction },
  );
  return { members: members.length, people: people.length };
}
