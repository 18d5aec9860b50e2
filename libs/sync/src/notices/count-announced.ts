import { readSql, write } from '@pulso/database';
import type { SyncContext } from '../sync-context.ts';

const sql = readSql(new URL('./count-announced.sql', import.meta.url));

/** Mercado Livre tries to deliver a notice for an hour (API document 8). */
const TRIED_FOR_MS = 60 * 60_000;
/** Its clock and ours may differ by so much. */
const SKEW_MS = 60_000;

/** Changes of orders that were held against notices. */
export interface AnnouncedChanges {
  /** Versions of orders that Mercado Livre made after notices of the connection had begun to come. */
  changes: number;
  /** Those of them of whose order a notice had come within the hour in which Mercado Livre tries. */
  announced: number;
}

/**
 * Says of every change that is an hour old whether a notice announced it, and adds it to its day, once. Whoever found the change, a notice or a
 * reading, has noted it with the order itself; younger ones wait, because their notice may still come.
 * @returns what this call counted; zeros when nothing was old enough
 */
export async function countAnnounced({
  db,
  tenantId,
  connectionId,
  timeZone,
  now,
}: Pick<SyncContext, 'db' | 'tenantId' | 'connectionId' | 'timeZone' | 'now'>): Promise<AnnouncedChanges> {
  const ripe = new Date(now.getTime() - TRIED_FOR_MS);
  const bind = [tenantId, connectionId, ripe, timeZone, SKEW_MS, TRIED_FOR_MS];
  const [counted] = await write<{ changes: number; announced: number }>(db, sql, { bind });
  return counted ?? { changes: 0, announced: 0 };
}
