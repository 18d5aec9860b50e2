import { type Database, query } from '@pulso/database';

/** Whether a link was made for somebody in the last five minutes. */
export async function hasFreshResetLink(db: Database, userId: string): Promise<boolean> {
  const [row] = await query<{ fresh: boolean }>(
    db,
    `select exists (
       select from user_verifications where value = $1 and created_at > now() - interval '5 minutes'
     ) as fresh`,
    { bind: [userId] },
  );
  return row?.fresh ?? false;
}
