import type { StockCover } from '../../api/trpc.ts';

export const SOON_DAYS = 14;

type Cover = Pick<StockCover, 'cover_days'>;

/** Stock that lasts no longer than two weeks. What sold nothing lasts for a time that is not known, and is not called soon. */
export function endsSoon<Row extends Cover>(row: Row): row is Row & { cover_days: number } {
  return row.cover_days !== null && row.cover_days <= SOON_DAYS;
}

/** Those that end soon, first what can still be restocked in time, then what has ended, each in the order in which they were told. */
export function endingFirst<Row extends Cover & Pick<StockCover, 'stock'>>(rows: readonly Row[]) {
  const ending = rows.filter(endsSoon);
  return [...ending.filter(({ stock }) => stock > 0), ...ending.filter(({ stock }) => stock === 0)];
}

/** Why no stock is named: of none the pace is known, or of those of which it is none ends soon. */
export function whyNoneEnds(rows: readonly Cover[]): 'paceUnknown' | 'noneEnding' {
  return rows.every(({ cover_days }) => cover_days === null) ? 'paceUnknown' : 'noneEnding';
}
