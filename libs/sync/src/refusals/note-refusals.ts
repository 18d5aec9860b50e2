import { readSql, write } from '@pulso/database';
import type { MissingPart, SyncContext } from '../sync-context.ts';

const sql = readSql(new URL('./note-refusals.sql', import.meta.url));

/** What can be refused of a listing alone, without a word about the others. */
export type RefusableSource = 'listings' | 'price' | 'visits';

/**
 * Notes listings that were refused, each as the part that is missing for it. Refused in two runs on different local days,
 * a listing is no longer owed: it is given up, and tried once a week.
 * @returns the parts that are still owed, and so missing
 */
export async function noteRefusals<Part extends MissingPart & { listingId: string }>(
  { db, tenantId, connectionId, now, timeZone }: SyncContext,
  source: RefusableSource,
  parts: readonly Part[],
): Promise<Part[]> {
  if (parts.length === 0) return [];
  const [ids, reasons] = [parts.map((part) => part.listingId), parts.map((part) => part.reason)];
  const rows = await write<{ listing_id: string }>(db, sql, {
    bind: [tenantId, connectionId, source, ids, reasons, now, timeZone],
  });
  const givenUp = new Set(rows.map((row) => row.listing_id));
  return parts.filter((part) => !givenUp.has(part.listingId));
}
