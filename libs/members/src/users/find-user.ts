import { type Database, query } from '@pulso/database';
import type { Transaction } from 'sequelize';

export interface User {
  userId: string;
  email: string;
  hasPassword: boolean;
}

/** @param email as `readMailAddress` gives it; @returns null for an address that is nobody's */
export async function findUser(db: Database, email: string, transaction?: Transaction): Promise<User | null> {
  const [row] = await query<{ id: string; has_password: boolean }>(
    db,
    `select u.id,
       exists (select from user_credentials c where c.user_id = u.id and c.password is not null) as has_password
     from users u where u.email = $1`,
    { bind: [email], transaction },
  );
  return row ? { userId: row.id, email, hasPassword: row.has_password } : null;
}
