import { randomUUID } from 'node:crypto';
import { query } from '@pulso/database';
import type { Transaction } from 'sequelize';
import type { Authentication } from '../session/open-authentication.ts';

/**
 * Adds a person, without a company yet.
 * @param options.passwordHash null = one has to be set by a link first
 */
export async function insertUser(
  { db, clock }: Authentication,
  { email, passwordHash, transaction }: { email: string; passwordHash: string | null; transaction: Transaction },
): Promise<string> {
  const userId = randomUUID();
  const now = clock.now();
  await query(db, 'insert into users (id, name, email, created_at, updated_at) values ($1, $2, $2, $3, $3)', {
    bind: [userId, email, now],
    transaction,
  });
  await query(
    db,
    // The words by which the library finds a password.
    `insert into user_credentials (id, user_id, provider_id, account_id, password, created_at, updated_at)
     values ($1, $2::uuid, 'credential', cast($2::uuid as text), $3, $4, $4)`,
    { bind: [randomUUID(), userId, passwordHash, now], transaction },
  );
  return userId;
}
