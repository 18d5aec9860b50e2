import type { Rows } from './expect-truth.ts';

/** What an answer in one of its rarer forms may leave unknown (API document 4.3, 4.5). */
const UNTOLD = ['price', 'has_clips'];

/**
 * What is stored after answers of rare forms, without what they could not tell: a price or a clip that is null on the day of the reading,
 * and the days of a listing that may be closed, but whose status is a word that nobody knows. Everything else must be as it is.
 * @param options.unclear the listings with such a status
 */
export function levelOddities(
  stored: Rows,
  expected: Rows,
  { unclear, today }: { unclear: ReadonlySet<string>; today: string },
): Rows {
  const told = new Map(expected.listing_metrics_daily.map((row) => [keyOf(row), row]));
  const isTold = (row: object) => told.has(keyOf(row)) || !unclear.has(Reflect.get(row, 'listing_id'));
  const surplus = Map.groupBy(
    stored.listing_metrics_daily.filter((row) => !isTold(row)),
    (row) => Reflect.get(row, 'date') as string,
  );
  return {
    listing_metrics_daily: stored.listing_metrics_daily
      .filter(isTold)
      .map((row) => (Reflect.get(row, 'date') === today ? fillUntold(row, told.get(keyOf(row))) : row)),
    account_metrics_daily: stored.account_metrics_daily.map((row) => {
      const more = surplus.get(Reflect.get(row, 'date')) ?? [];
      const withVisits = more.filter((one) => Reflect.get(one, 'visits') !== null);
      return {
        ...row,
        listings_expected: Reflect.get(row, 'listings_expected') - more.length,
        listings_with_visits: Reflect.get(row, 'listings_with_visits') - withVisits.length,
      };
    }),
  };
}

const keyOf = (row: object) => `${Reflect.get(row, 'listing_id')} ${Reflect.get(row, 'date')}`;

function fillUntold(row: object, expected: object | undefined): object {
  const untold = UNTOLD.filter((column) => Reflect.get(row, column) === null);
  return { ...row, ...Object.fromEntries(untold.map((column) => [column, expected && Reflect.get(expected, column)])) };
}
