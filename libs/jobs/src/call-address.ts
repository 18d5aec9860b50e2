/**
 * Calls an address that an operator set. `fetch` refuses one with a user and a password in it, and would name them in its error: here they
 * become the header that they stand for.
 * @throws TypeError when nothing answers, or not in time; what it says names no secret
 */
export async function callAddress(
  address: string,
  { timeout_ms, headers, ...options }: { timeout_ms: number } & RequestInit,
): Promise<{ isGood: boolean; status: number }> {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const given = new Headers(headers);
  if (username || password) {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    given.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`);
  }
  const signal = AbortSignal.timeout(timeout_ms);
  const answer = await fetch(url, { ...options, headers: given, signal });
  // What it says is nobody's business; unread, it would hold the connection.
  await answer.body?.cancel();
  return { isGood: answer.ok, status: answer.status };
}
