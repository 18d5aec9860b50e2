import type { Database } from '@pulso/database';
import { parseNotification } from '@pulso/meli-client';
import { storeNotice } from '@pulso/sync';

/**
 * Takes the body of a call to our callback. Whatever is no notice, or is of another application or of a seller who is not connected,
 * is left aside without a word: a callback that refuses is switched off by Mercado Livre (API document 8, Q57, Q61).
 * @param options.applicationId ours at Mercado Livre; null = none, and then no notice is ours
 * @returns the tenant for whom something now waits to be read; null when nothing was stored, or the tenant is paused
 * @throws AppError `database_unavailable`: then a notice of ours could not be stored, and Mercado Livre has to send it again
 */
export async function takeNotice(
  db: Database,
  body: string,
  { applicationId, now }: { applicationId: string | null; now: Date },
): Promise<string | null> {
  const notice = parseNotification(body);
  if (notice === null || applicationId === null || notice.applicationId !== applicationId) return null;
  return storeNotice(db, notice, now);
}
