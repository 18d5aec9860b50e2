import { type Database, query } from '@pulso/database';
import { hashToken } from '../token.ts';
import type { KnownPasskey } from './find-passkey.ts';
import type { AskedQuestion } from './question-cookie.ts';

/** Beyond the question's own end, for processes whose clocks differ. */
const KEPT_MS = 300_000;

/** Whether a question was answered rightly before. */
export async function isSpent(db: Database, { challenge }: AskedQuestion): Promise<boolean> {
  const rows = await query(db, `select from user_verifications where identifier = $1 and value = 'answered'`, {
    bind: [hashToken(challenge)],
  });
  return rows.length > 0;
}

/**
 * Takes a right answer: keeps that its question was answered, until nobody could answer it any more, and what the passkey counted, in one.
 * @param answered.counter as the answer says it
 * @returns false when another answer to the same question came first, or when the passkey was removed meanwhile
 */
export async function spendQuestion(
  db: Database,
  { challenge, expiresAt }: AskedQuestion,
  { passkey, counter, now }: { passkey: KnownPasskey; counter: number; now: Date },
): Promise<boolean> {
  const taken = await query(
    db,
    `with spent as (
       insert into user_verifications (id, identifier, value, expires_at) values (gen_random_uuid(), $1, 'answered', $2)
       on conflict (identifier) where value = 'answered' do nothing
       returning identifier
     )
     update user_passkeys set counter = $4, last_used_at = $5 where id = $3 and exists (select from spent) returning id`,
    { bind: [hashToken(challenge), new Date(expiresAt.getTime() + KEPT_MS), passkey.id, counter, now] },
  );
  return taken.length > 0;
}
