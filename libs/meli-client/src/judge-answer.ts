import {
  MeliAuthorizationError,
  MeliConfigurationError,
  type MeliError,
  type MeliErrorFacts,
  MeliRateLimitError,
  MeliRefusedError,
  MeliRequestError,
  MeliServerError,
} from './errors.ts';
import type { RawAnswer } from './send.ts';
import { retryAfter_ms } from './waiting/retry-after.ts';
import type { Failure } from './waiting/retry-policy.ts';
import { parseJson } from './wire/parse-json.ts';

/** What an answer means for the call: done, try again, try with another key, or over. */
export type Verdict =
  | { kind: 'answered'; body: unknown; missing: string[]; isPartial: boolean; requestId: string | null }
  | { kind: 'retry'; failure: Failure; error: MeliError }
  | { kind: 'key-refused'; isPolicy: boolean; error: MeliError }
  | { kind: 'failed'; error: MeliError };

const POLICY_CODE = 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES';
/** In capitals; in small letters it is a resource's own refusal. */
const SCOPE_CODE = 'FORBIDDEN';

/** Reads an answer as text first: bodies of failures may be plain text, HTML or nothing (API document 9.2). */
export function judgeAnswer({
  endpoint,
  status,
  headers,
  text,
  requestId,
  now,
}: RawAnswer & { endpoint: string; requestId: string | null; now: Date }): Verdict {
  const body = readBody(text);
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && body !== undefined) {
    return { kind: 'answered', body, missing: readMissing(headers), isPartial: status === 206, requestId };
  }

  const word = wordOf(body);
  const facts: MeliErrorFacts = { endpoint, status, code: word, requestId };
  const wait = retryAfter_ms(headers.get('retry-after'), now);
  if (status === 429 || (isSuccess && text.trim() === '')) {
    const what = status === 429 ? 'asked to slow down' : 'an empty answer, which stands for throttling';
    const error = new MeliRateLimitError(what, { ...facts, retryAfter_ms: wait });
    return { kind: 'retry', failure: { kind: 'throttled', retryAfter_ms: wait }, error };
  }
  if (status >= 500 || status === 408 || isSuccess) {
    const error = new MeliServerError(isSuccess ? 'the answer is not JSON' : 'Mercado Livre failed', facts);
    return { kind: 'retry', failure: { kind: 'unavailable', retryAfter_ms: wait }, error };
  }
  return judgeRefusal({ status, text, word, facts });
}

function judgeRefusal({
  status,
  text,
  word,
  facts,
}: {
  status: number;
  text: string;
  word: string | null;
  facts: MeliErrorFacts;
}): Verdict {
  if (status === 401 && /unauthorized_scopes/i.test(text)) {
    const what = 'the application is blocked: see its page at Mercado Livre for the reason';
    return { kind: 'failed', error: new MeliConfigurationError(what, facts) };
  }
  if (status === 401 || (status === 400 && /malformed access_token/i.test(text))) {
    const what = 'the key of the seller is not accepted; the seller has to authorise again';
    return { kind: 'key-refused', isPolicy: false, error: new MeliAuthorizationError(what, facts) };
  }
  if (status === 403 && (word === POLICY_CODE || /invalid caller\.id/i.test(text))) {
    const error = new MeliRefusedError('refused by policy: not ours, or a permission is missing', facts);
    return { kind: 'key-refused', isPolicy: true, error };
  }
  if (status === 403 && word === SCOPE_CODE) {
    const what = 'a permission of the application is missing: tick it in its page at Mercado Livre';
    return { kind: 'failed', error: new MeliRefusedError(what, { ...facts, scope: 'permission' }) };
  }
  if (status === 403 || status === 404) {
    return { kind: 'failed', error: new MeliRefusedError(status === 404 ? 'not found' : 'refused', facts) };
  }
  return { kind: 'failed', error: new MeliRequestError(`our call was not accepted${messageOf(text)}`, facts) };
}

function readMissing(headers: Headers): string[] {
  const names = headers.get('x-content-missing')?.split(',');
  if (!names) return [];
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

function readBody(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Mercado Livre's own word for a failure: `code` where there is one, else `error`. */
function wordOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const { code, error } = body as { code?: unknown; error?: unknown };
  if (typeof code === 'string') return code;
  return typeof error === 'string' ? error : null;
}

/** The message of a 400, which speaks of our own parameters. */
function messageOf(text: string): string {
  const body = readBody(text) as { message?: unknown } | null | undefined;
  return typeof body?.message === 'string' ? `: ${body.message.slice(0, 200)}` : '';
}
