/**
 * A sum over parts by weight, in cents that add up: each part first gets its whole cents, what is left goes to the largest
 * remainders, ties in the order of the parts. Equal parts when every weight is 0.
 */
export function splitCents(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const fair = sum === 0 ? weights.map(() => 1) : weights;
  const whole = BigInt(sum === 0 ? weights.length : sum);
  const exact = fair.map((weight) => BigInt(total) * BigInt(weight));
  const parts = exact.map((share) => share / whole);
  let left = Number(BigInt(total) - parts.reduce((all, part) => all + part, 0n));
  const order = exact
    .map((share, index) => ({ remainder: share % whole, index }))
    .sort((one, other) => Number(other.remainder - one.remainder) || one.index - other.index);
  for (const { index } of order) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1;
  }
  return parts.map(Number);
}
