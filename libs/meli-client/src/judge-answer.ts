import {
  MeliAuthorizationError,
  type MeliError,
  type MeliErrorFacts,
  MeliRateLimitError,
  MeliRefusedError,
  MeliRequestError,
  MeliServerError,
} from './errors.ts';
import { retryAfter_ms } from './waiting/retry-after.ts';
import type { Failure } from './waiting/retry-policy.ts';
import { parseJson } from './wire/parse-json.ts';

/** What an answer means for the call: done, try again, try with another key, or over. */
export type Verdict =
  | { kind: 'answered'; body: unknown; missing: string[]; requestId: string | null }
  | { kind: 'retry'; failure: Failure; error: MeliError }
  | { kind: 'key-refused'; isPolicy: boolean; error: MeliError }
  | { kind: 'failed'; error: MeliError };

interface RawAnswer {
  endpoint: string;
  status: number;
  headers: Headers;
  text: string;
  now: Date;
}

const POLICY_CODE = 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES';

/** Reads an answer as text first: bodies of failures may be plain text, HTML or nothing (API document 9.2). */
export function judgeAnswer(answer: RawAnswer): Verdict {
  const { endpoint, status, headers, text, now } = answer;
  const body = readBody(text);
  const word = wordOf(body);
  const facts: MeliErrorFacts = { endpoint, status, code: word, requestId: headers.get('x-request-id') };
  const wait = retryAfter_ms(headers.get('retry-after'), now);

  if (status === 429 || (status < 300 && text.trim() === '')) {
    const what = status === 429 ? 'asked to slow down' : 'an empty answer, which stands for throttling';
    const error = new MeliRateLimitError(what, { ...facts, retryAfter_ms: wait });
    return { kind: 'retry', failure: { kind: 'throttled', retryAfter_ms: wait }, error };
  }
  if (status >= 500 || (status < 300 && body === undefined)) {
    const error = new MeliServerError(status < 300 ? 'the answer is not JSON' : 'Mercado Livre failed', facts);
    return { kind: 'retry', failure: { kind: 'unavailable', retryAfter_ms: wait }, error };
  }
  if (status < 300) {
    const missing =
      headers
        .get('x-content-missing')
        ?.split(',')
        .map((part) => part.trim()) ?? [];
    return {
      kind: 'answered',
      body,
      missing: missing.filter((part) => part !== ''),
      requestId: facts.requestId ?? null,
    };
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
  if (status === 401 || (status === 400 && /malformed access_token/i.test(text))) {
    const error = new MeliAuthorizationError(
      'the key of the seller is not accepted; the seller has to authorise again',
      facts,
    );
    return { kind: 'key-refused', isPolicy: false, error };
  }
  if (status === 403 && (word === POLICY_CODE || /invalid caller\.id/i.test(text))) {
    const error = new MeliRefusedError('refused by policy: not ours, or a permission is missing', facts);
    return { kind: 'key-refused', isPolicy: true, error };
  }
  if (status === 403 || status === 404) {
    return { kind: 'failed', error: new MeliRefusedError(status === 404 ? 'not found' : 'refused', facts) };
  }
  return { kind: 'failed', error: new MeliRequestError(`our call was not accepted${messageOf(text)}`, facts) };
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

/** The message of a 400, which speaks of our own parameters; cut, and without anything that looks like a key. */
function messageOf(text: string): string {
  const body = readBody(text) as { message?: unknown } | undefined;
  if (typeof body?.message !== 'string') return '';
  return `: ${body.message.replace(/(APP_USR|TG)-\S+/g, '[secret]').slice(0, 200)}`;
}
