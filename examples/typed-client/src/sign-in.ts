/**
 * Signs in and gives the cookie that every further request carries.
 * @throws when Pulso refuses, with its own sentence
 */
export async function signIn(
  url: string,
  { email, password }: { email: string; password: string },
): Promise<{ cookie: string }> {
  const answer = await fetch(`${url}/api/v1/session/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  if (answer.status !== 204) {
    const problem = (await answer.json()) as { detail: string };
    throw new Error(`Pulso answered ${answer.status}: ${problem.detail}`);
  }
  const pairs = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
  return { cookie: pairs.join('; ') };
}
