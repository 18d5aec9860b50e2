import type { Database } from './connect.ts';
import { query } from './query.ts';

/**
 * Whether a session of this program may write: not on a standby, nor while an operator has made the database read-only.
 * @throws AppError `database_unavailable`
 */
export async function takesWrites(db: Database): Promise<boolean> {
  const [session] = await query<{ is_read_only: boolean }>(
    db,
    `select current_setting('transaction_read_only')::boolean as is_read_only`,
  );
  return session?.is_read_only === false;
}
