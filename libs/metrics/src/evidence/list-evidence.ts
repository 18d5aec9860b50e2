import { type Database, query, readSql } from '@pulso/database';
import { AppError, addDays, type BusinessDay, daysIn, startOfBusinessDay } from '@pulso/domain';
import type { MetricsFilter } from '../queries/metrics-filter.ts';
import { linesOfDays } from './lines-of-days.ts';

const listEvidenceOf = readSql(new URL('./list-evidence.sql', import.meta.url));

/** The steps that made the numbers, then what asks them for orders. */
const sql = `${linesOfDays}
${listEvidenceOf}`;

/** Why an order of a day stands in none of its numbers (contract 4). */
export const leftOutReasons = ['pack_splitted', 'test_order', 'other_currency', 'without_lines'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export interface EvidenceQuery extends MetricsFilter {
  timeZone: string;
  /** Only orders of this listing, with only its lines; null = every order. */
  listingId: string | null;
  /** null = both. */
  verdict: 'counted' | 'left_out' | null;
  limit: number;
  /** `nextCursor` of the page before; null = the first page. */
  cursor: string | null;
}

/** What a line of an order adds to the numbers of its listing and day; null = not known, or not counted. */
export interface EvidenceLine {
  listingId: string;
  units: number;
  gmv_cents: number;
  refund_cents: number | null;
  fee_cents: number | null;
  freight_cents: number | null;
}

export interface EvidenceOrder {
  orderId: string;
  packId: string | null;
  connectionId: string;
  /** The local day that it is filed under. */
  day: BusinessDay;
  soldAt: Date;
  /** As Mercado Livre states it. */
  status: string;
  /** Counted in the gross figures, and taken from the net ones. */
  isCancelled: boolean;
  /** null = it is counted. */
  leftOutReason: LeftOutReason | null;
  /** It is the one for which its purchase is counted. */
  opensPurchase: boolean;
  lines: EvidenceLine[];
}

interface Row {
  order_id: string;
  pack_id: string | null;
  connection_id: string;
  day: BusinessDay;
  sold_at: Date;
  status: string;
  is_cancelled: boolean;
  left_out_reason: LeftOutReason | null;
  opens_purchase: boolean;
  lines: EvidenceLine[];
}

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (\d{1,18})$/;

/**
 * The orders behind a number: those that are counted, and those of the same days that are left out, each with its reason, newest sale
 * first. It is calculated by the steps of the rebuild themselves, from the facts as they are now, for days that have numbers.
 * Orders that were never paid are of no day and do not stand here.
 * @throws AppError `invalid_input` for a cursor that did not come from here
 */
export async function listEvidence(
  db: Database,
  tenantId: string,
  { window, connectionId, timeZone, listingId, verdict, limit, cursor }: EvidenceQuery,
): Promise<{ orders: EvidenceOrder[]; nextCursor: string | null }> {
  const days = daysIn(window);
  const starts = days.map((day) => startOfBusinessDay(day, timeZone));
  const ends = days.map((day) => startOfBusinessDay(addDays(day, 1), timeZone));
  const [soldAt, orderId] = cursor === null ? [null, null] : readCursor(cursor);
  const rows = await query<Row>(db, sql, {
    bind: [tenantId, connectionId, days, starts, ends, listingId, verdict, soldAt, orderId, limit],
  });
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    orders: rows.map(toEvidenceOrder),
    nextCursor: last ? `${last.sold_at.toISOString()} ${last.order_id}` : null,
  };
}

function readCursor(text: string): [string, string] {
  const [, soldAt, orderId] = CURSOR.exec(text) ?? [];
  if (soldAt && orderId && !Number.isNaN(Date.parse(soldAt))) return [soldAt, orderId];
  throw new AppError('invalid_input', 'The cursor is not one that was given with a page of this list');
}

const toEvidenceOrder = (row: Row): EvidenceOrder => ({
  orderId: row.order_id,
  packId: row.pack_id,
  connectionId: row.connection_id,
  day: row.day,
  soldAt: row.sold_at,
  status: row.status,
  isCancelled: row.is_cancelled,
  leftOutReason: row.left_out_reason,
  opensPurchase: row.opens_purchase,
  lines: row.lines,
});
