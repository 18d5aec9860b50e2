import { type Clock, systemClock } from '@pulso/domain';
import { z } from 'zod';
import {
  MeliAuthorizationError,
  MeliConfigurationError,
  MeliContractError,
  type MeliError,
  type MeliErrorFacts,
  MeliRateLimitError,
  MeliRequestError,
  MeliServerError,
} from '../errors.ts';
import { redact, requestIdOf } from '../redact.ts';
import { describeFaults } from '../request.ts';
import { type RawAnswer, send } from '../send.ts';
import { retryAfter_ms } from '../waiting/retry-after.ts';
import { Id, orNull } from '../wire/values.ts';

/** A pair of keys of one seller. */
export interface TokenPair {
  accessToken: string;
  /** Works once (API document 1.2). */
  refreshToken: string;
  expiresAt: Date;
  sellerId: string;
  /** Space separated, in any order. */
  scope: string;
}

export interface TokenRequest {
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  clock?: Clock;
  /** 30 seconds when left out. */
  timeout_ms?: number;
  signal?: AbortSignal;
  fetch?: typeof fetch;
}

const Answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  scope: orNull(z.string()),
  user_id: Id,
  refresh_token: orNull(z.string().min(1)),
});
const Refusal = z.object({ error: orNull(z.string()) });

/** Our own word, as the `code` of the error, for an answer without a refresh token. */
export const OFFLINE_ACCESS_MISSING = 'offline_access_missing';

const ENDPOINT = '/oauth/token';
const TIMEOUT_MS = 30_000;
const NEEDS_SELLER = ['invalid_grant', 'unauthorized_client'];
const NEEDS_OPERATOR = [
  'invalid_client',
  'unauthorized_application',
  'invalid_scope',
  'unsupported_grant_type',
  'forbidden',
];

/**
 * The code of an authorisation against the first pair (API document 1.2). Throws as `refreshTokens` does.
 * @param given.redirectUri the one that the code was asked with, byte for byte
 * @param given.codeVerifier of PKCE, when a challenge was given
 */
export function exchangeCode(
  given: TokenRequest & { code: string; redirectUri: string; codeVerifier?: string },
): Promise<TokenPair> {
  return requestTokens(given, {
    grant_type: 'authorization_code',
    code: given.code,
    redirect_uri: given.redirectUri,
    ...(given.codeVerifier === undefined ? {} : { code_verifier: given.codeVerifier }),
  });
}

/**
 * A spent pair against a new one. Asked once only, whatever comes: the token works once, and after a time-out the answer may only
 * have been lost. So the new pair must be stored before anything else happens.
 *
 * @throws MeliAuthorizationError the seller has to authorise again, or the answer has no refresh token;
 *   MeliConfigurationError the application is wrong or blocked, no seller is at fault;
 *   MeliRateLimitError, MeliServerError, MeliNetworkError, MeliTimeoutError no verdict: the stored pair stays
 */
export function refreshTokens(given: TokenRequest & { refreshToken: string }): Promise<TokenPair> {
  return requestTokens(given, { grant_type: 'refresh_token', refresh_token: given.refreshToken });
}

async function requestTokens(given: TokenRequest, grant: Record<string, string>): Promise<TokenPair> {
  const { clock = systemClock, clientId, clientSecret } = given;
  const askedAt = clock.now();
  const answer = await send(
    `${given.apiUrl.replace(/\/+$/, '')}${ENDPOINT}`,
    {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...grant, client_id: clientId, client_secret: clientSecret }).toString(),
    },
    {
      endpoint: ENDPOINT,
      timeout_ms: given.timeout_ms ?? TIMEOUT_MS,
      signal: given.signal,
      fetch: given.fetch ?? fetch,
    },
  );
  const { status, headers } = answer;
  const secrets = [clientSecret, grant.code, grant.code_verifier, grant.refresh_token].filter(
    (one) => one !== undefined,
  );
  const facts: MeliErrorFacts = { endpoint: ENDPOINT, status, requestId: requestIdOf(headers, secrets) };
  if (status < 200 || status >= 300) {
    throw readRefusal(answer, { facts, askedAt, secrets });
  }
  if (answer.text.trim() === '') {
    throw new MeliRateLimitError('an empty answer, which stands for throttling', facts);
  }
  const body = readJson(answer.text);
  if (body === null) throw new MeliServerError('the answer is not JSON', facts);

  const parsed = Answer.safeParse(body);
  if (!parsed.success) {
    throw new MeliContractError(`the answer is not of the agreed form: ${describeFaults(parsed.error)}`, facts);
  }
  const { access_token, refresh_token, expires_in, user_id, scope } = parsed.data;
  if (refresh_token === null) {
    const what = 'offline_access missing: give the application this permission and authorise again';
    throw new MeliAuthorizationError(what, { ...facts, code: OFFLINE_ACCESS_MISSING });
  }
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    // From what was told, never from a constant (Q03); counted from before the call, so that it never lives too long here.
    expiresAt: new Date(askedAt.getTime() + expires_in * 1000),
    sellerId: user_id,
    scope: scope ?? '',
  };
}

/** API document 1.3, by the word of the body first, because its HTTP codes vary. */
function readRefusal(
  { status, headers, text }: RawAnswer,
  { facts, askedAt, secrets }: { facts: MeliErrorFacts; askedAt: Date; secrets: readonly string[] },
): MeliError {
  const told = Refusal.safeParse(readJson(text)).data?.error ?? null;
  const word = told === null ? null : redact(told, secrets);
  const named = { ...facts, code: word };
  if (status === 429) {
    const wait = retryAfter_ms(headers.get('retry-after'), askedAt);
    return new MeliRateLimitError('asked to slow down', { ...named, retryAfter_ms: wait });
  }
  if (status >= 500 || status === 408) return new MeliServerError('Mercado Livre failed', named);
  if (word !== null && NEEDS_SELLER.includes(word)) {
    return new MeliAuthorizationError('the seller has to authorise again', named);
  }
  if (word !== null && NEEDS_OPERATOR.includes(word)) {
    return new MeliConfigurationError('check MELI_CLIENT_ID, MELI_CLIENT_SECRET and the application', named);
  }
  return new MeliRequestError('our call was not accepted', named);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
