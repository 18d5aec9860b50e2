/** `numerator ÷ denominator`; null when a part is unknown or there is nothing to divide by. */
export function ratio(numerator: number | null, denominator: number | null): number | null {
  if (numerator === null || denominator === null || denominator === 0) return null;
  return numerator / denominator;
}
