import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import { listTenants } from './list-tenants.ts';
import type { TokenCipher } from './token-cipher.ts';

/** Every table that holds something encrypted, what a row of a tenant is known by, and what is encrypted in it. */
export const ENCRYPTED = [
  {
    table: 'connection_tokens',
    id: 'connection_id',
    columns: ['access_token_cipher', 'refresh_token_cipher'],
  },
  { table: 'consent_requests', id: 'state_hash', columns: ['code_verifier_cipher'] },
] as const;

export interface RotatedKeys {
  /** The name of the key that everything is under now. */
  keyId: string;
  reencrypted: number;
  /** Records under keys that were not given: nobody can read them without. */
  unreadable: number;
  /** Records that a process with another first key wrote meanwhile. */
  remaining: number;
}

/** Few enough that nobody waits for a batch. */
const BATCH_ROWS = 100;
/** A pass more finds what renewals wrote during the one before. */
const PASSES_MAX = 3;

/**
 * Puts everything that is encrypted under the first key, some records at a time. A record that somebody renews meanwhile is left as they
 * wrote it: the replacement holds only while the old text is still there. Versions and claims stay as they are, so no renewal notices.
 *
 * @throws AppError `database_unavailable`; what was done stays done, and another call goes on
 */
export async function rotateKeys(db: Database, { cipher }: { cipher: TokenCipher }): Promise<RotatedKeys> {
  const tenants = await listTenants(db, { activeOnly: false });
  const total = { reencrypted: 0, unreadable: 0, remaining: 0 };
  for (let pass = 1; pass <= PASSES_MAX; pass += 1) {
    const found = { reencrypted: 0, unreadable: 0, remaining: 0 };
    for (const { tenantId } of tenants) {
      for (const place of ENCRYPTED) {
        const done = await rotatePlace(db, tenantId, { place, cipher });
        found.reencrypted += done.reencrypted;
        found.unreadable += done.unreadable;
        found.remaining += done.remaining;
      }
    }
    total.reencrypted += found.reencrypted;
    total.unreadable = found.unreadable;
    total.remaining = found.remaining;
    if (found.reencrypted + found.remaining === 0) break;
  }
  return { keyId: cipher.keyId, ...total };
}

interface Row {
  id: string;
  key_id: string;
  texts: string[];
}

async function rotatePlace(
  db: Database,
  tenantId: string,
  { place: { table, id, columns }, cipher }: { place: (typeof ENCRYPTED)[number]; cipher: TokenCipher },
): Promise<Omit<RotatedKeys, 'keyId'>> {
  const counts = { reencrypted: 0, unreadable: 0, remaining: 0 };
  const replace = `update ${table} set key_id = $3, ${columns.map((name, index) => `${name} = ($4::text[])[${index + 1}]`).join(', ')}
    where tenant_id = $1 and ${id}::text = $2 and array[${columns.join(', ')}] = $5::text[] returning 1`;
  for (let after = ''; ; ) {
    const rows = await query<Row>(
      db,
      `select ${id}::text as id, key_id, array[${columns.join(', ')}] as texts from ${table}
       where tenant_id = $1 and key_id <> $2 and ${id}::text > $3 order by ${id}::text limit $4`,
      { bind: [tenantId, cipher.keyId, after, BATCH_ROWS] },
    );
    for (const row of rows) {
      const plain = decryptAll(cipher, row);
      if (!plain) counts.unreadable += 1;
      else {
        const bind = [tenantId, row.id, cipher.keyId, plain.map((text) => cipher.encrypt(text)), row.texts];
        const replaced = await query(db, replace, { bind });
        if (replaced.length > 0) counts.reencrypted += 1;
        else counts.remaining += 1;
      }
    }
    if (rows.length < BATCH_ROWS) return counts;
    after = rows.at(-1)?.id ?? '';
  }
}

/** Null when the record names a key that is not given. */
function decryptAll(cipher: TokenCipher, { key_id, texts }: Row): string[] | null {
  try {
    return texts.map((text) => cipher.decrypt(text, key_id));
  } catch (error) {
    if (error instanceof AppError && error.code === 'configuration') return null;
    throw error;
  }
}
