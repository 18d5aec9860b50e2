import { query } from '@pulso/database';
import { parseEnvelope, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { Authentication } from '../session/open-authentication.ts';

interface Row {
  id: string;
  secret: string;
  backup_codes: string;
}

/**
 * Puts the keys of apps and the backup codes under the first key, so that the former one may be taken away. A row that changes meanwhile
 * is left as it was written.
 * @returns how many were put under it, are under a key that was not given, and were changed by somebody else
 */
export async function rotateSecondFactors({
  db,
  library,
}: Authentication): Promise<{ reencrypted: number; unreadable: number; remaining: number }> {
  const { secretConfig: key } = await library.$context;
  if (typeof key === 'string') throw new Error('the secrets of sign-ins have no numbers');
  const counts = { reencrypted: 0, unreadable: 0, remaining: 0 };
  const numberOf = (text: string) => parseEnvelope(text)?.version ?? -1;
  const rows = await query<Row>(db, 'select id, secret, backup_codes from user_second_factors order by id');
  for (const { id, secret, backup_codes } of rows) {
    const former = [secret, backup_codes];
    if (former.every((text) => numberOf(text) === key.currentVersion)) continue;
    if (!former.every((text) => key.keys.has(numberOf(text)))) {
      counts.unreadable += 1;
      continue;
    }
    const anew = await Promise.all(
      former.map(async (data) => symmetricEncrypt({ key, data: await symmetricDecrypt({ key, data }) })),
    );
    const replaced = await query(
      db,
      `update user_second_factors set secret = $2, backup_codes = $3
       where id = $1 and secret = $4 and backup_codes = $5 returning id`,
      { bind: [id, ...anew, ...former] },
    );
    counts[replaced.length > 0 ? 'reencrypted' : 'remaining'] += 1;
  }
  return counts;
}
