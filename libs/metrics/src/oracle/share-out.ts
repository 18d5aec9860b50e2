/**
 * Splits `total_cents` by weight, cent by cent: everybody's whole part first, then one cent each to the largest remainders, in the
 * given order where they are equal; equal parts where no weight is above 0 (contract 4).
 */
export function shareOut(total_cents: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const weighed = sum === 0 ? weights.map(() => 1n) : weights.map((weight) => BigInt(weight));
  const whole = weighed.reduce((total, weight) => total + weight, 0n);
  const exact = weighed.map((weight, index) => ({
    index,
    floor: (BigInt(total_cents) * weight) / whole,
    rest: (BigInt(total_cents) * weight) % whole,
  }));
  let left = BigInt(total_cents) - exact.reduce((total, part) => total + part.floor, 0n);
  const parts = exact.map((part) => Number(part.floor));
  for (const { index } of exact.toSorted((one, other) => Number(other.rest - one.rest) || one.index - other.index)) {
    if (left <= 0n) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1n;
  }
  return parts;
}
