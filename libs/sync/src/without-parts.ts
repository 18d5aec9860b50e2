/** How parts of an order or a listing that were never told are named. */
export function withoutParts(parts: readonly string[]): string {
  return `without ${parts.join(', ')}`;
}
