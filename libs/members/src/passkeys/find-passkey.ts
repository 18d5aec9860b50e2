import { type Database, query } from '@pulso/database';

/** A passkey and whose it is. */
export interface KnownPasskey {
  id: string;
  userId: string;
  email: string;
  /** In base64. */
  publicKey: string;
  counter: number;
}

/** @returns null for one that is nobody's */
export async function findPasskey(db: Database, credentialId: string): Promise<KnownPasskey | null> {
  const [passkey] = await query<KnownPasskey>(
    db,
    `select p.id, p.user_id as "userId", u.email, p.public_key as "publicKey", p.counter
     from user_passkeys p join users u on u.id = p.user_id where p.credential_id = $1`,
    { bind: [credentialId] },
  );
  return passkey ?? null;
}
