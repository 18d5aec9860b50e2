import { type Database, query, readSql, write } from '@pulso/database';
import { findNoticeSubject, type Notice } from '@pulso/meli-client';
import { isSellerId } from './store-notice.ts';

const sql = readSql(new URL('./store-missed-notices.sql', import.meta.url));

/** The feed names a notice for two days; what it named is remembered for longer, for whoever asks what was lost. */
const REMEMBERED_MS = 7 * 86_400_000;

/**
 * Takes a page of the feed of missed notices: what points to something that is known and is of a connected seller waits to be read like any
 * other notice, once, however often the feed names it. What came to our callback all the same is not read again.
 * @param notices of our own application, which the caller has checked
 * @returns `missed`: notices named for the first time of which nothing had come; `stored`: things that wait for them now
 */
export async function storeMissedNotices(
  db: Database,
  notices: readonly Notice[],
  now: Date,
): Promise<{ missed: number; stored: number }> {
  const rows = notices.flatMap(({ id, topic, resource, user_id, sent, received }) => {
    const subject = findNoticeSubject(resource);
    if (subject === null || user_id === null || !isSellerId(user_id)) return [];
    const made_at = (received ?? sent)?.toISOString() ?? null;
    const mark = cut(id ?? `${topic} ${resource} ${made_at}`, 200);
    return [{ seller_id: user_id, mark, topic: cut(topic, 100), kind: subject.kind, id: subject.id, made_at }];
  });
  if (rows.length === 0) return { missed: 0, stored: 0 };
  const [told] = await query<{ missed: number; stored: number }>(db, sql, { bind: [JSON.stringify(rows), now] });
  return told ?? { missed: 0, stored: 0 };
}

/** By whole signs: half of one is no JSON for the database. */
function cut(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}

/** Forgets what the feed named long ago. */
export async function forgetMissedNotices(db: Database, now: Date): Promise<void> {
  const before = new Date(now.getTime() - REMEMBERED_MS);
  await write(db, 'delete from missed_notices where found_at < $1', { bind: [before] });
}
