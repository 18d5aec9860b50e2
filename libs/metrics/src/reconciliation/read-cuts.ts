import { type Database, query, readSql } from '@pulso/database';
import { addDays, type BusinessDay, type BusinessWindow, daysIn, startOfBusinessDay } from '@pulso/domain';
import { linesOfDays } from '../evidence/lines-of-days.ts';
import type { MetricsFilter } from '../queries/metrics-filter.ts';

const sumCuts = readSql(new URL('./sum-cuts.sql', import.meta.url));
const sql = `${linesOfDays}
${sumCuts}`;

/** Mercado Livre states the instants of orders four hours behind UTC, whatever the season (API document 2). */
export const MARKETPLACE_ZONE = 'Etc/GMT+4';

/** What orders add up to. */
export interface CutSums {
  orders: number;
  /** Orders of one purchase counted once. */
  packs: number;
  gmv_cents: number;
  refund_cents: number;
  /** null = of some order it was not read */
  freight_cents: number | null;
}

/** The orders of some days, all of them and those not cancelled since. */
export interface Cut {
  all: CutSums;
  live: CutSums;
}

export interface Cuts {
  /** The days as the tenant cuts them: what the numbers of these days are made of, from the facts as they are now. */
  ours: Cut;
  /** The same days as the marketplace cuts them; null = orders beside the window are not read. */
  theirs: Cut | null;
}

type Row = Record<keyof Omit<CutSums, 'freight_cents'> | 'connections' | 'pieces', number | string> & {
  cut: 'ours' | 'theirs';
  has_cancelled: boolean;
  freight_cents: number | string | null;
};

/** The sums of days by the steps of the rebuild themselves, in both cuts. Days without numbers are in neither. */
export async function readCuts(
  db: Database,
  tenantId: string,
  { window, connectionId, timeZone, now }: MetricsFilter & { timeZone: string; now: Date },
): Promise<Cuts> {
  const days = daysIn(window).map((day) => ({ day, ...instantsOf({ from: day, to: day }, timeZone) }));
  const theirs = instantsOf(window, MARKETPLACE_ZONE);
  const pieces = piecesBeside(window, { ours: instantsOf(window, timeZone), theirs, now });
  const parts = [...days, ...pieces];
  const bind = [
    tenantId,
    connectionId,
    parts.map(({ day }) => day),
    parts.map(({ start }) => start),
    parts.map(({ end }) => end),
    window.from,
    window.to,
    theirs.start,
    theirs.end,
  ];
  const rows = await query<Row>(db, sql, { bind });
  const cutOf = (cut: Row['cut']): Cut => ({ all: sumsOf(rows, cut, true), live: sumsOf(rows, cut, false) });
  const isWhole = Number(rows[0]?.pieces ?? 0) >= pieces.length * Number(rows[0]?.connections ?? 0);
  return { ours: cutOf('ours'), theirs: isWhole ? cutOf('theirs') : null };
}

interface Stretch {
  start: Date;
  /** Not part of it. */
  end: Date;
}

function instantsOf({ from, to }: BusinessWindow, timeZone: string): Stretch {
  return { start: startOfBusinessDay(from, timeZone), end: startOfBusinessDay(addDays(to, 1), timeZone) };
}

/** What the marketplace's cut has beyond ours, each with our day that it lies in; what lies ahead is nothing yet. */
function piecesBeside(
  { from, to }: BusinessWindow,
  { ours, theirs, now }: { ours: Stretch; theirs: Stretch; now: Date },
): (Stretch & { day: BusinessDay })[] {
  return [
    { day: addDays(from, -1), start: theirs.start, end: ours.start },
    { day: addDays(to, 1), start: ours.end, end: theirs.end },
  ].filter(({ start, end }) => start < end && start < now);
}

function sumsOf(rows: readonly Row[], cut: Row['cut'], hasCancelled: boolean): CutSums {
  const row = rows.find((one) => one.cut === cut && one.has_cancelled === hasCancelled);
  const { orders = 0, packs = 0, gmv_cents = 0, refund_cents = 0, freight_cents = null } = row ?? {};
  return {
    orders: Number(orders),
    packs: Number(packs),
    gmv_cents: Number(gmv_cents),
    refund_cents: Number(refund_cents),
    freight_cents: freight_cents === null ? null : Number(freight_cents),
  };
}
