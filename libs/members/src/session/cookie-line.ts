/**
 * The `Set-Cookie` line of a cookie of ours.
 * @param options.value as it is sent
 * @param options.maxAge_seconds 0 = takes it away
 */
export function cookieLine(
  { isSecure }: { isSecure: boolean },
  { name, value, maxAge_seconds }: { name: string; value: string; maxAge_seconds: number },
): string {
  return `${name}=${value}; Max-Age=${maxAge_seconds}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}
