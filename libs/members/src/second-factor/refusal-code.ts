/** The library's own word for why it refused; null when it has none. */
export function codeOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error && 'body' in thrown)) return null;
  const { body } = thrown;
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : null;
}
