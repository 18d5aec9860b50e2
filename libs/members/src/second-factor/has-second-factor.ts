import { query } from '@pulso/database';
import type { Authentication } from '../session/open-authentication.ts';

/** Whether somebody is asked for a code besides the password. */
export async function hasSecondFactor({ db }: Authentication, userId: string): Promise<boolean> {
  const [user] = await query<{ on: boolean }>(db, 'select two_factor_enabled as on from users where id = $1', {
    bind: [userId],
  });
  return user?.on ?? false;
}
