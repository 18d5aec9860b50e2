import { type Database, query } from '@pulso/database';

/** Whether a link was made for somebody in the last five minutes. A password that waits for its code is no link: it waits for minutes only. */
export async function hasFreshResetLink(db: Database, userId: string): Promise<boolean> {
  const [row] = await query<{ fresh: boolean }>(
    db,
    `select exists (
       select from user_verifications
       where value = $1 and created_at > now() - interval '5 minutes' and expires_at > created_at + interval '1 hour'
     ) as fresh`,
    { bind: [userId] },
  );
  return row?.fresh ?? false;
}
