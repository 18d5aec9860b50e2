import { type Database, query } from '@pulso/database';
import { isResetLink } from './is-reset-link.ts';

/** Whether a link was made for somebody in the last five minutes. */
export async function hasFreshResetLink(db: Database, userId: string): Promise<boolean> {
  const [row] = await query<{ fresh: boolean }>(
    db,
    `select exists (
       select from user_verifications
       where value = $1 and created_at > now() - interval '5 minutes' and ${isResetLink}
     ) as fresh`,
    { bind: [userId] },
  );
  return row?.fresh ?? false;
}
