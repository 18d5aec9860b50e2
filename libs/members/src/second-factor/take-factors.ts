import { type Database, query } from '@pulso/database';
import type { Transaction } from 'sequelize';

/** Takes away everything by which a lost telephone could still open something: the app's key, its backup codes, passkeys, and every session. */
export async function takeFactors(
  db: Database,
  userId: string,
  { transaction }: { transaction: Transaction },
): Promise<void> {
  for (const sql of [
    'delete from user_second_factors where user_id = $1',
    'delete from user_passkeys where user_id = $1',
    'update users set two_factor_enabled = false where id = $1',
    'delete from user_sessions where user_id = $1',
  ]) {
    await query(db, sql, { bind: [userId], transaction });
  }
}
