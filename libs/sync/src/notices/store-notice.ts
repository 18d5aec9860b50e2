import { randomUUID } from 'node:crypto';
import { type Database, query, readSql } from '@pulso/database';
import type { MeliNotification } from '@pulso/meli-client';

const sql = readSql(new URL('./store-notice.sql', import.meta.url));

/** True for a seller's number as our database holds it. */
export function isSellerId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

/**
 * Keeps a notice of a connected seller until what it points to is read. Five notices of one sale wait as one (API document 8, Q58).
 * @param notice of our own application, which the caller has checked: notices are not signed
 * @returns the tenant whose facts may have changed; null when there is nothing to read: the seller is not connected (Q61), or the notice
 * points to nothing that is known (Q57), and then nothing was stored; or the tenant is paused, and then it waits
 */
export async function storeNotice(
  db: Database,
  notice: Pick<MeliNotification, 'topic' | 'subject' | 'userId'>,
  now: Date,
): Promise<string | null> {
  const { topic, subject, userId } = notice;
  if (subject === null || userId === null || !isSellerId(userId)) return null;
  const bind = [userId, topic.slice(0, 100), subject.kind, subject.id, now, randomUUID()];
  const [stored] = await query<{ tenant_id: string; is_paused: boolean }>(db, sql, { bind });
  return stored && !stored.is_paused ? stored.tenant_id : null;
}
