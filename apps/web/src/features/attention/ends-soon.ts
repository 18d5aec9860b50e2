import type { StockCover } from '../../api/trpc.ts';

export const SOON_DAYS = 14;

type Cover = Pick<StockCover, 'cover_days'>;

/** Stock that lasts no longer than two weeks. What sold nothing lasts for a time that is not known, and is not called soon. */
export function endsSoon<Row extends Cover>(row: Row): row is Row & { cover_days: number } {
  return row.cover_days !== null && row.cover_days <= SOON_DAYS;
}

/** Why no stock is named: of none the pace is known, or of those of which it is none ends soon. */
export function whyNoneEnds(rows: readonly Cover[]): 'paceUnknown' | 'noneEnding' {
  return rows.every(({ cover_days }) => cover_days === null) ? 'paceUnknown' : 'noneEnding';
}
