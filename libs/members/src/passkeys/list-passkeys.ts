import { query } from '@pulso/database';
import type { Authentication } from '../session/open-authentication.ts';

/** A passkey, as its person knows it. */
export interface Passkey {
  passkeyId: string;
  name: string;
  createdAt: Date;
  /** Null until it signed somebody in. */
  lastUsedAt: Date | null;
}

interface Row {
  id: string;
  name: string;
  created_at: Date;
  last_used_at: Date | null;
}

/** Somebody's own passkeys, the oldest first. */
export async function listPasskeys({ db }: Authentication, userId: string): Promise<Passkey[]> {
  const rows = await query<Row>(
    db,
    'select id, name, created_at, last_used_at from user_passkeys where user_id = $1 order by created_at, id',
    { bind: [userId] },
  );
  return rows.map((row) => ({
    passkeyId: row.id,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }));
}
