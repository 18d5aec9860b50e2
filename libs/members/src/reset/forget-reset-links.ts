import { type Database, query } from '@pulso/database';
import type { Transaction } from 'sequelize';
import { isResetLink } from './is-reset-link.ts';

/**
 * Makes the links for somebody's password worthless. Whoever comes to another company brings none along: one that an owner of the former
 * made would open this one too.
 */
export async function forgetResetLinks(
  db: Database,
  userId: string,
  { transaction }: { transaction: Transaction },
): Promise<void> {
  await query(db, `delete from user_verifications where value = $1 and ${isResetLink}`, {
    bind: [userId],
    transaction,
  });
}
