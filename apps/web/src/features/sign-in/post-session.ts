/** Why somebody was not let in, as far as they can do something about it. */
export type SignInFailure =
  | { cause: 'refused' | 'gone' | 'weak' | 'forbidden' | 'away' }
  | { cause: 'wait'; seconds: number };

/** What a way in answered. */
export type SignInAnswer<Body> = { ok: true; body: Body } | { ok: false; failure: SignInFailure };

/** Asks one of the ways in and out, which are not procedures because nobody is signed in yet. Never rejects. */
export async function postSession<Body = null>(path: string, given: object = {}): Promise<SignInAnswer<Body>> {
  try {
    const answer = await fetch(`/api/v1/session/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });
    if (!answer.ok) return { ok: false, failure: failureOf(answer.status, answer.headers.get('retry-after')) };
    const text = await answer.text();
    return { ok: true, body: (text === '' ? null : JSON.parse(text)) as Body };
  } catch {
    return { ok: false, failure: { cause: 'away' } };
  }
}

const causes: Record<number, 'refused' | 'gone' | 'weak' | 'forbidden'> = {
  400: 'weak',
  401: 'refused',
  403: 'forbidden',
  404: 'gone',
};

export function failureOf(status: number, retryAfter: string | null): SignInFailure {
  if (status === 429) return { cause: 'wait', seconds: Number(retryAfter) || 60 };
  return { cause: causes[status] ?? 'away' };
}
