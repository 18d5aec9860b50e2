/**
 * The sum of the known cells of a column that may hold nulls, with how many of them are known.
 * `value` is null only when nothing is known; `known < expected` means the value is partial.
 */
export interface Covered {
  value: number | null;
  known: number;
  expected: number;
}
